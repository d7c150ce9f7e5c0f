#include "pipeline_parts.h"
#include "transformer_units.h"
#include "warm_up.h"

#include <functional>
#include <optional>
#include <utility>

#include <ATen/ATen.h>

namespace genserve::pipeline {
namespace {

constexpr std::int64_t WarmUpCells = 32; // of latents on a side

// Turns the bytes of one load after the other into one percentage.
class LoadProgress {
public:
    LoadProgress(const ProgressSink& sink, std::int64_t elements) : m_sink(sink), m_all(static_cast<double>(elements))
    {
    }
    void part(double done, double all, std::int64_t elements)
    {
        constexpr int Percent = 100;
        const double share = all > 0 ? done / all : 1.0;
        const auto percent = static_cast<int>(Percent * (m_before + share * static_cast<double>(elements)) / m_all);
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

// Brings one model's weights to where a plan wants them.
class Placement {
public:
    Placement(PipelineParts& parts, const MemoryPlan& plan, const ProgressSink& progress, const std::stop_token& stop,
              const ResolvedRequest* first)
        : m_parts(parts),
          m_plan(plan),
          m_stop(stop),
          m_first(first),
          m_doubleBlocks(static_cast<std::size_t>(parts.transformer->config().num_layers)),
          m_singleBlocks(static_cast<std::size_t>(parts.transformer->config().num_single_layers)),
          m_shown(progress, missing())
    {
    }

    // What has been read is run once while the next part is read.
    Expected<void> run()
    {
        auto& prompts = *m_parts.prompts;
        if (!m_plan.keepsTextEncoders) {
            prompts.drop(); // before anything takes its place
        }
        std::optional<WarmUp> decoding, encoding;
        if (!m_parts.isLoaded) {
            if (auto loaded = read(m_parts.vaeParameters, m_parts.vaeCheckpoint); !loaded) {
                return loaded;
            }
            warmUp(decoding, [&parts = m_parts] { decodeNothing(parts); });
        }
        if (m_plan.keepsTextEncoders) {
            auto kept =
                prompts.keep([this](const weights::Parameters& parameters, const weights::Checkpoint& checkpoint) {
                    return read(parameters, checkpoint);
                });
            if (!kept) {
                return kept;
            }
        }
        if (!m_parts.isLoaded) {
            warmUp(encoding, [&parts = m_parts, first = m_first] { encodeFirst(parts, first); });
        }
        auto placed = m_parts.isLoaded ? moveUnits() : loadTransformer();
        if (placed) {
            m_parts.isLoaded = true;
            m_parts.plan = m_plan;
        }
        return placed;
    }

private:
    [[nodiscard]] std::int64_t missing() const
    {
        std::int64_t elements = 1;
        if (m_plan.keepsTextEncoders && !m_parts.prompts->isKept()) {
            elements +=
                m_parts.prompts->clipParameters().elementCount() + m_parts.prompts->t5Parameters().elementCount();
        }
        if (!m_parts.isLoaded) {
            elements += m_parts.transformerParameters.elementCount() + m_parts.vaeParameters.elementCount();
        }
        return elements;
    }

    weights::LoadOptions loading(std::int64_t elements)
    {
        auto options = m_parts.loading(m_stop);
        options.onBytes = [this, elements](std::int64_t done, std::int64_t all) {
            m_shown.part(static_cast<double>(done), static_cast<double>(all), elements);
        };
        return options;
    }

    Expected<void> read(const weights::Parameters& parameters, const weights::Checkpoint& checkpoint)
    {
        const std::int64_t elements = parameters.elementCount();
        auto read = weights::load(parameters, checkpoint, loading(elements));
        m_shown.finish(elements);
        return read;
    }

    // If memory is not short.
    void warmUp(std::optional<WarmUp>& slot, std::function<void()> work) const
    {
        if (m_plan == MemoryPlan{}) {
            slot.emplace(m_parts.options.device, std::move(work));
        }
    }

    static void decodeNothing(const PipelineParts& parts)
    {
        const auto options = at::TensorOptions().dtype(parts.options.dtype).device(parts.options.device);
        const auto channels = parts.vae->config().latent_channels;
        static_cast<void>(parts.vae->decode(at::zeros({1, channels, WarmUpCells, WarmUpCells}, options)));
    }

    // The prompt of the first run, which will be remembered then; with LoRAs, which may change the encoders, padding.
    static void encodeFirst(const PipelineParts& parts, const ResolvedRequest* first)
    {
        if (first == nullptr || !first->loras.empty()) {
            parts.prompts->warmUp();
            return;
        }
        for (const PromptTexts& texts : promptsOf(*first, {})) {
            static_cast<void>(parts.prompts->encode(texts, parts.loading({})));
        }
    }

    // Where the plan wants a unit: with the rest, or in one of the streams.
    [[nodiscard]] models::WeightStream* streamOf(const TransformerUnit& unit) const
    {
        if (unit.kind == UnitKind::Modulation) {
            return m_plan.keepsModulations ? nullptr : m_parts.modulations.get();
        }
        const bool leaves =
            unit.kind == UnitKind::Block && isStreamed(unit.block, m_doubleBlocks, m_singleBlocks, m_plan);
        return leaves ? m_parts.blocks.get() : nullptr;
    }

    [[nodiscard]] weights::Parameters parametersOf(const TransformerUnit& unit) const
    {
        return m_parts.transformerParameters.part(
            [&](const weights::Parameter& parameter) { return unitOf(parameter, m_doubleBlocks) == unit; });
    }

    // What a step multiplies with: the matrices, or their 8-bit numbers and factors.
    static std::vector<at::Tensor*> tensorsOf(const weights::Parameters& parameters)
    {
        std::vector<at::Tensor*> tensors;
        for (const auto& parameter : parameters.all()) {
            if (parameter.quantized) {
                tensors.push_back(parameter.quantized->numbers);
                tensors.push_back(parameter.quantized->factors);
            } else {
                tensors.push_back(parameter.target);
            }
        }
        return tensors;
    }

    template <class Visit>
    Expected<void> forEachUnit(const Visit& visit)
    {
        for (const UnitKind kind : {UnitKind::Block, UnitKind::Modulation}) {
            for (std::size_t block = 0; block < m_doubleBlocks + m_singleBlocks; ++block) {
                if (auto visited = visit(TransformerUnit{kind, block}); !visited) {
                    return visited;
                }
            }
        }
        return {};
    }

    // What stays is read at once; what leaves passes through the device unit by unit, where it may be quantised.
    Expected<void> loadTransformer()
    {
        m_parts.blocks->clear();
        m_parts.modulations->clear();
        const auto stays = m_parts.transformerParameters.part([this](const weights::Parameter& parameter) {
            return streamOf(unitOf(parameter, m_doubleBlocks)) == nullptr;
        });
        if (auto loaded = read(stays, m_parts.transformerCheckpoint); !loaded) {
            return loaded;
        }
        return forEachUnit([this](const TransformerUnit& unit) -> Expected<void> {
            models::WeightStream* const stream = streamOf(unit);
            if (stream == nullptr) {
                return {};
            }
            const auto parameters = parametersOf(unit);
            return read(parameters, m_parts.transformerCheckpoint).map([&] {
                stream->take(unit.block, tensorsOf(parameters));
            });
        });
    }

    // What leaves makes room for what comes back.
    Expected<void> moveUnits()
    {
        const auto streamOfKind = [this](UnitKind kind) {
            return kind == UnitKind::Block ? m_parts.blocks.get() : m_parts.modulations.get();
        };
        static_cast<void>(forEachUnit([&](const TransformerUnit& unit) -> Expected<void> {
            models::WeightStream* const stream = streamOf(unit);
            if (stream != nullptr && !stream->holds(unit.block)) {
                stream->take(unit.block, tensorsOf(parametersOf(unit)));
            }
            return {};
        }));
        return forEachUnit([&](const TransformerUnit& unit) -> Expected<void> {
            if (streamOf(unit) == nullptr) {
                streamOfKind(unit.kind)->giveBack(unit.block);
            }
            return {};
        });
    }

    PipelineParts& m_parts;
    const MemoryPlan& m_plan;
    const std::stop_token& m_stop;
    const ResolvedRequest* m_first;
    std::size_t m_doubleBlocks, m_singleBlocks;
    LoadProgress m_shown;
};

} // namespace

Expected<void> placeWeights(PipelineParts& parts, const MemoryPlan& plan, const ProgressSink& progress,
                            const std::stop_token& stop, const ResolvedRequest* first)
{
    return Placement(parts, plan, progress, stop, first).run();
}

} // namespace genserve::pipeline
