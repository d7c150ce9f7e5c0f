#include "component_configs.h"
#include "kernels/vector_math.h"
#include "pipeline_parts.h"

namespace genserve::pipeline {

PipelineParts::PipelineParts(const ModelParts& parts, const ComponentConfigs& configs, Tokenizers tokenizers,
                             const PipelineOptions& pipelineOptions)
    : options(pipelineOptions),
      scheduler(configs.scheduler),
      input(configs.input),
      prompts(std::make_unique<PromptEncoder>(std::move(tokenizers), configs.clip, parts.clip, configs.t5, parts.t5)),
      transformerCheckpoint(parts.transformer),
      vaeCheckpoint(parts.vae),
      transformer(std::make_unique<models::FluxTransformer2DModel>(configs.transformer, transformerParameters)),
      vae(std::make_unique<models::AutoencoderKL>(configs.vae, vaeParameters)),
      blocks(std::make_unique<models::WeightStream>(options.device)),
      modulations(std::make_unique<models::WeightStream>(options.device))
{
    if (options.quantizesTransformer) {
        transformer->quantizeOnLoad(transformerParameters);
    }
    transformer->setGates(blocks.get(), modulations.get());
    loraSites.add(weights::LoraTarget::ClipText, prompts->clipParameters());
    loraSites.add(weights::LoraTarget::T5Encoder, prompts->t5Parameters());
    loraSites.add(weights::LoraTarget::Transformer, transformerParameters);
}

FluxPipeline::FluxPipeline(std::unique_ptr<PipelineParts> parts) : m_parts(std::move(parts)) {}

FluxPipeline::~FluxPipeline() = default;

Expected<std::unique_ptr<FluxPipeline>> FluxPipeline::load(const ModelParts& parts, const PipelineOptions& options,
                                                           const ProgressSink& progress, std::stop_token stop,
                                                           const ResolvedRequest* first)
{
    kernels::settleVectorMath();
    const auto configs = readComponentConfigs(parts);
    if (!configs) {
        return tl::unexpected(configs.error());
    }
    auto tokenizers = openTokenizers(parts, options.bundledTokenizers);
    if (!tokenizers) {
        return tl::unexpected(tokenizers.error());
    }
    auto declared = std::make_unique<PipelineParts>(parts, *configs, std::move(*tokenizers), options);
    std::unique_ptr<FluxPipeline> pipeline(new FluxPipeline(std::move(declared)));
    if (auto placed = placeWeights(*pipeline->m_parts, options.plan, progress, stop, first); !placed) {
        return tl::unexpected(placed.error());
    }
    return pipeline;
}

Expected<void> FluxPipeline::place(const MemoryPlan& plan, const ProgressSink& progress, std::stop_token stop)
{
    return placeWeights(*m_parts, plan, progress, stop);
}

int FluxPipeline::promptEncodings() const { return m_parts->prompts->encodings(); }

} // namespace genserve::pipeline
