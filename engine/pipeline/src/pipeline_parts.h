// What a loaded model consists of; shared by loading and running.
#pragma once

#include <memory>
#include <vector>

#include "base/memory_plan.h"
#include "component_configs.h"
#include "controlnet_cache.h"
#include "lora_stack.h"
#include "models/autoencoder.h"
#include "models/flux_transformer.h"
#include "models/weight_stream.h"
#include "pipeline/flow_match_scheduler.h"
#include "pipeline/flux_pipeline.h"
#include "pipeline/latent_preview.h"
#include "prompt_encoder.h"

namespace genserve::pipeline {

struct PipelineParts {
    // Declares the networks and reads no weights.
    PipelineParts(const ModelParts& parts, const ComponentConfigs& configs, Tokenizers tokenizers,
                  const PipelineOptions& options);

    PipelineOptions options;
    SchedulerConfig scheduler;
    InputChannels input = InputChannels::Latents;
    MemoryPlan plan;
    std::unique_ptr<PromptEncoder> prompts;
    weights::Parameters transformerParameters, vaeParameters;
    weights::Checkpoint transformerCheckpoint, vaeCheckpoint;
    std::unique_ptr<models::FluxTransformer2DModel> transformer;
    std::unique_ptr<models::AutoencoderKL> vae;
    std::unique_ptr<models::WeightStream> blocks, modulations; // those that do not stay on the device
    bool isLoaded = false;                                     // transformer and vae, wherever their weights lie
    ControlNetCache controlNets;
    LoraSites loraSites;
    std::vector<KeptLora> keptLoras;                // those of the last run
    mutable std::unique_ptr<LatentPreview> preview; // made when it is first asked for

    // Pictures are multiples of this many pixels on each axis: latent cells are packed two by two.
    [[nodiscard]] int grid() const { return static_cast<int>(2 * vae->config().scaleFactor()); }
    [[nodiscard]] weights::LoadOptions loading(std::stop_token stop) const
    {
        return {options.dtype, options.device, std::move(stop), {}};
    }
};

// Makes the weights lie as the plan says: reads what is missing, moves or drops what is to lie elsewhere. A failure
// leaves the parts to be brought in order by the next call. first: see FluxPipeline::load().
Expected<void> placeWeights(PipelineParts& parts, const MemoryPlan& plan, const ProgressSink& progress,
                            const std::stop_token& stop, const ResolvedRequest* first = nullptr);

} // namespace genserve::pipeline
