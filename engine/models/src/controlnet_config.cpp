#include "models/controlnet_config.h"

#include <string>

#include "flux_config_fields.h"

namespace genserve::models {
namespace {

constexpr std::int64_t MaxModes = 1000;
constexpr std::int64_t MaxPatch = 16;

bool isHintWhole(const ControlNetConfig& config)
{
    return !config.seesPixels()
           || config.conditioning_embedding_channels * config.patch_size * config.patch_size
                  == config.trunk.in_channels;
}

// Rows of a tensor; 0 where there is none.
std::int64_t rowsOf(const weights::Checkpoint& checkpoint, const char* name)
{
    const auto* tensor = checkpoint.find(name);
    return tensor == nullptr || tensor->shape.empty() ? 0 : tensor->shape[0];
}

} // namespace

Expected<ControlNetConfig> ControlNetConfig::fromFile(const std::filesystem::path& configJson)
{
    auto reader = ConfigReader::open(configJson);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    ControlNetConfig config;
    const std::string className = reader->word("_class_name", "FluxControlNetModel");
    if (className != "FluxControlNetModel") {
        reader->fault("_class_name", "is " + className + ", expected FluxControlNetModel");
    }
    readFluxFields(*reader, config.trunk);
    config.patch_size = reader->integer("patch_size", 1, 1, MaxPatch);
    config.num_mode = reader->integer("num_mode", 0, 1, MaxModes);
    config.conditioning_embedding_channels = reader->integer("conditioning_embedding_channels", 0, 1, MaxFluxWidth);
    if (!isHintWhole(config)) {
        reader->fault("conditioning_embedding_channels", "times patch_size squared is not in_channels");
    }
    if (auto result = reader->result(); !result) {
        return tl::unexpected(result.error());
    }
    return config;
}

Expected<ControlNetConfig> ControlNetConfig::fromCheckpoint(const weights::Checkpoint& checkpoint)
{
    const auto trunk = deriveFluxFields(checkpoint, "a FLUX ControlNet");
    if (!trunk) {
        return tl::unexpected(trunk.error());
    }
    ControlNetConfig config;
    config.trunk = *trunk;
    config.num_mode = rowsOf(checkpoint, "controlnet_mode_embedder.weight");
    config.conditioning_embedding_channels = rowsOf(checkpoint, "input_hint_block.conv_out.weight");
    while (!isHintWhole(config) && config.patch_size < MaxPatch) {
        ++config.patch_size;
    }
    const std::string file = checkpoint.files.empty() ? "" : checkpoint.files.front().string();
    const auto* input = checkpoint.find("controlnet_x_embedder.weight");
    if (config.num_mode < 0 || config.num_mode > MaxModes || !isHintWhole(config) || input == nullptr
        || input->shape.size() != 2) {
        return failure(ErrorCode::UnsupportedFormat, "no kind of FLUX ControlNet that is known", file);
    }
    if (input->shape[1] != config.trunk.in_channels) {
        return failure(ErrorCode::UnsupportedFormat,
                       "a ControlNet whose control input has " + std::to_string(input->shape[1])
                           + " channels (an inpainting one?) where the latents have "
                           + std::to_string(config.trunk.in_channels) + " can't be used",
                       file);
    }
    return config;
}

} // namespace genserve::models
