#include "component_configs.h"

#include <string>

namespace genserve::pipeline {
namespace {

// Moves a value into target, or keeps the error as the first one.
template <class T>
void take(Expected<T> value, T& target, Expected<void>& result)
{
    if (value) {
        target = std::move(*value);
    } else if (result) {
        result = tl::unexpected(value.error());
    }
}

constexpr std::int64_t PackedCells = 4; // latent cells a token

// FluxPipeline, FluxControlPipeline or FluxFillPipeline, as their __call__ builds the transformer's input.
Expected<InputChannels> inputOf(const ComponentConfigs& configs, const std::string& file)
{
    const std::int64_t latents = PackedCells * configs.vae.latent_channels;
    const std::int64_t mask = PackedCells * configs.vae.scaleFactor() * configs.vae.scaleFactor();
    if (configs.transformer.in_channels == latents) {
        return InputChannels::Latents;
    }
    if (configs.transformer.in_channels == 2 * latents) {
        return InputChannels::WithControl;
    }
    if (configs.transformer.in_channels == 2 * latents + mask) {
        return InputChannels::WithMask;
    }
    return failure(ErrorCode::UnsupportedFormat,
                   "in_channels " + std::to_string(configs.transformer.in_channels)
                       + " does not fit the autoencoder: the latents alone have " + std::to_string(latents)
                       + ", with a control picture " + std::to_string(2 * latents) + ", with a mask "
                       + std::to_string(2 * latents + mask),
                   file);
}

Expected<void> checkFit(const ComponentConfigs& configs, const ModelParts& parts)
{
    const auto differ = [&](const std::string& what, std::int64_t left, std::int64_t right) {
        return failure(ErrorCode::UnsupportedFormat,
                       what + " (" + std::to_string(left) + " and " + std::to_string(right) + ")",
                       parts.transformer.files.empty() ? "" : parts.transformer.files.front().string());
    };
    if (configs.transformer.joint_attention_dim != configs.t5.d_model) {
        return differ("joint_attention_dim differs from the T5 encoder's d_model",
                      configs.transformer.joint_attention_dim, configs.t5.d_model);
    }
    if (configs.transformer.pooled_projection_dim != configs.clip.hidden_size) {
        return differ("pooled_projection_dim differs from the CLIP encoder's hidden_size",
                      configs.transformer.pooled_projection_dim, configs.clip.hidden_size);
    }
    if (configs.transformer.out_channels != PackedCells * configs.vae.latent_channels) {
        return differ("out_channels is not four times the autoencoder's latent_channels",
                      configs.transformer.out_channels, configs.vae.latent_channels);
    }
    return {};
}

} // namespace

Expected<ComponentConfigs> readComponentConfigs(const ModelParts& parts)
{
    ComponentConfigs configs;
    Expected<void> result;
    take(readConfig<models::FluxTransformerConfig>(parts.transformerConfig, parts.transformer), configs.transformer,
         result);
    take(readConfig<models::AutoencoderConfig>(parts.vaeConfig, parts.vae), configs.vae, result);
    take(readConfig<models::ClipTextConfig>(parts.clipConfig, parts.clip), configs.clip, result);
    take(readConfig<models::T5EncoderConfig>(parts.t5Config, parts.t5), configs.t5, result);
    if (parts.schedulerConfig.empty()) {
        configs.scheduler = SchedulerConfig::forFlux(configs.transformer.guidance_embeds);
    } else {
        take(SchedulerConfig::fromFile(parts.schedulerConfig), configs.scheduler, result);
    }
    if (result) {
        result = checkFit(configs, parts);
    }
    if (result) {
        const auto& files = parts.transformer.files;
        take(inputOf(configs, files.empty() ? "" : files.front().string()), configs.input, result);
    }
    if (!result) {
        return tl::unexpected(result.error());
    }
    return configs;
}

} // namespace genserve::pipeline
