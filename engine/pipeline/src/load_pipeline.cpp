#include "component_configs.h"
#include "pipeline_parts.h"
#include "weights/parameters.h"

namespace genserve::pipeline {
namespace {

// Declared parameters of one component and where they are read from.
struct Component {
    weights::Parameters parameters;
    const weights::Checkpoint* checkpoint;
};

// Turns the bytes of one component after the other into one percentage.
class LoadProgress {
public:
    LoadProgress(const ProgressSink& sink, std::int64_t elements) : m_sink(sink), m_all(static_cast<double>(elements))
    {
    }
    void component(double done, double all, std::int64_t elements)
    {
        constexpr int Percent = 100;
        const double part = all > 0 ? done / all : 1.0;
        const auto percent = static_cast<int>(Percent * (m_before + part * static_cast<double>(elements)) / m_all);
        if (percent != m_shown && m_sink) {
            m_sink({Stage::Load, percent, Percent});
            m_shown = percent;
        }
    }
    void finish(std::int64_t elements) { m_before += static_cast<double>(elements); }

private:
    const ProgressSink& m_sink;
    double m_all;
    double m_before = 0;
    int m_shown = -1;
};

} // namespace

FluxPipeline::FluxPipeline(std::unique_ptr<PipelineParts> parts) : m_parts(std::move(parts)) {}

FluxPipeline::~FluxPipeline() = default;

Expected<std::unique_ptr<FluxPipeline>> FluxPipeline::load(const ModelParts& parts, const PipelineOptions& options,
                                                           const ProgressSink& progress, std::stop_token stop)
{
    const auto configs = readComponentConfigs(parts);
    if (!configs) {
        return tl::unexpected(configs.error());
    }
    auto tokenizers = openTokenizers(parts, options.bundledTokenizers);
    if (!tokenizers) {
        return tl::unexpected(tokenizers.error());
    }
    auto loaded = std::make_unique<PipelineParts>();
    loaded->options = options;
    loaded->scheduler = configs->scheduler;
    loaded->input = configs->input;
    loaded->prompts.tokenizers = std::move(*tokenizers);
    Component components[] = {{{}, &parts.clip}, {{}, &parts.t5}, {{}, &parts.transformer}, {{}, &parts.vae}};
    loaded->prompts.clip = std::make_unique<models::ClipTextModel>(configs->clip, components[0].parameters);
    loaded->prompts.t5 = std::make_unique<models::T5EncoderModel>(configs->t5, components[1].parameters);
    loaded->transformer =
        std::make_unique<models::FluxTransformer2DModel>(configs->transformer, components[2].parameters);
    if (options.quantizesTransformer) {
        loaded->transformer->quantizeOnLoad(components[2].parameters);
    }
    loaded->vae = std::make_unique<models::AutoencoderKL>(configs->vae, components[3].parameters);

    std::int64_t elements = 0;
    for (const auto& component : components) {
        elements += component.parameters.elementCount();
    }
    LoadProgress shown(progress, elements);
    for (const auto& component : components) {
        const std::int64_t count = component.parameters.elementCount();
        const weights::LoadOptions loading{
            options.dtype, options.device, stop, [&](std::int64_t done, std::int64_t all) {
                shown.component(static_cast<double>(done), static_cast<double>(all), count);
            }};
        if (auto read = weights::load(component.parameters, *component.checkpoint, loading); !read) {
            return tl::unexpected(read.error());
        }
        shown.finish(count);
    }
    loaded->loraSites.add(weights::LoraTarget::ClipText, components[0].parameters);
    loaded->loraSites.add(weights::LoraTarget::T5Encoder, components[1].parameters);
    loaded->loraSites.add(weights::LoraTarget::Transformer, components[2].parameters);
    return std::unique_ptr<FluxPipeline>(new FluxPipeline(std::move(loaded)));
}

} // namespace genserve::pipeline
