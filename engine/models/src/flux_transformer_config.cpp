#include "models/flux_transformer_config.h"

#include <string>

#include "flux_config_fields.h"

namespace genserve::models {

Expected<FluxTransformerConfig> FluxTransformerConfig::fromFile(const std::filesystem::path& configJson)
{
    auto reader = ConfigReader::open(configJson);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    FluxTransformerConfig config;
    const std::string className = reader->word("_class_name", "FluxTransformer2DModel");
    if (className != "FluxTransformer2DModel") {
        reader->fault("_class_name", "is " + className + ", expected FluxTransformer2DModel");
    }
    reader->integer("patch_size", 1, 1, 1);
    readFluxFields(*reader, config);
    config.out_channels = reader->integer("out_channels", config.in_channels, 1, MaxFluxWidth);
    if (auto result = reader->result(); !result) {
        return tl::unexpected(result.error());
    }
    return config;
}

Expected<FluxTransformerConfig> FluxTransformerConfig::fromCheckpoint(const weights::Checkpoint& checkpoint)
{
    auto config = deriveFluxFields(checkpoint, "a FLUX transformer");
    const auto* out = checkpoint.find("proj_out.weight");
    if (config && (out == nullptr || out->shape.size() != 2)) {
        return failure(ErrorCode::UnsupportedFormat, "not a FLUX transformer: proj_out.weight is missing",
                       checkpoint.files.empty() ? "" : checkpoint.files.front().string());
    }
    if (config) {
        config->out_channels = out->shape[0];
    }
    return config;
}

} // namespace genserve::models
