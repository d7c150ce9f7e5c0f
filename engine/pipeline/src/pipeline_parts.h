// What a loaded model consists of; shared by loading and running.
#pragma once

#include <memory>
#include <vector>

#include "component_configs.h"
#include "controlnet_cache.h"
#include "lora_stack.h"
#include "models/autoencoder.h"
#include "models/flux_transformer.h"
#include "pipeline/flow_match_scheduler.h"
#include "pipeline/flux_pipeline.h"
#include "pipeline/latent_preview.h"
#include "prompt_encoder.h"

namespace genserve::pipeline {

struct PipelineParts {
    PipelineOptions options;
    SchedulerConfig scheduler;
    InputChannels input = InputChannels::Latents;
    PromptEncoder prompts;
    std::unique_ptr<models::FluxTransformer2DModel> transformer;
    std::unique_ptr<models::AutoencoderKL> vae;
    ControlNetCache controlNets;
    LoraSites loraSites;
    std::vector<KeptLora> keptLoras;                // those of the last run
    mutable std::unique_ptr<LatentPreview> preview; // made when it is first asked for

    // Pictures are multiples of this many pixels on each axis: latent cells are packed two by two.
    [[nodiscard]] int grid() const { return static_cast<int>(2 * vae->config().scaleFactor()); }
};

} // namespace genserve::pipeline
