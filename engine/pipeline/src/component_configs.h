// The configurations of a model's parts, read from their files or derived from the tensors' shapes.
#pragma once

#include "models/autoencoder_config.h"
#include "models/clip_text_config.h"
#include "models/flux_transformer_config.h"
#include "models/t5_encoder_config.h"
#include "pipeline/catalogue.h"
#include "pipeline/flow_match_scheduler.h"

namespace genserve::pipeline {

// What a token that enters the transformer holds, known by the number of its channels: the latents, then the control
// picture's latents (canny, depth), or the masked picture's and the mask's pixels (fill).
enum class InputChannels { Latents, WithControl, WithMask };

struct ComponentConfigs {
    models::FluxTransformerConfig transformer;
    models::AutoencoderConfig vae;
    models::ClipTextConfig clip;
    models::T5EncoderConfig t5;
    SchedulerConfig scheduler;
    InputChannels input = InputChannels::Latents;
};

// Fails too when the parts do not fit each other, e.g. a transformer with another model's text encoder.
Expected<ComponentConfigs> readComponentConfigs(const ModelParts& parts);

// One part's configuration: from its file, or from its tensors where the layout has none.
template <class Config>
Expected<Config> readConfig(const std::filesystem::path& file, const weights::Checkpoint& checkpoint)
{
    return file.empty() ? Config::fromCheckpoint(checkpoint) : Config::fromFile(file);
}

} // namespace genserve::pipeline
