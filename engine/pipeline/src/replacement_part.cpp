// --transformer, --vae and ControlNets: one part taken from elsewhere.
#include "pipeline/catalogue.h"
#include "weight_file.h"
#include "weights/key_map.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

// A folder may be the component's own or the model's, which holds it under `name`.
Expected<weights::Checkpoint> openPart(const fs::path& location, weights::Part part, const char* name, fs::path& config)
{
    std::error_code error;
    const auto status = fs::status(location, error);
    if (!fs::exists(status)) {
        return failure(ErrorCode::NotFound, "no such file or folder", location.string());
    }
    if (!fs::is_directory(status)) {
        config.clear();
        return openWeightFile(location).and_then([part](const auto& file) { return weights::extract(file, part); });
    }
    const auto folder = fs::exists(location / name / "config.json", error) ? location / name : location;
    config = folder / "config.json";
    if (!fs::exists(config, error)) {
        return failure(ErrorCode::NotFound, "the folder lacks config.json", folder.string());
    }
    return weights::openFolder(folder).and_then([part](const auto& file) { return weights::extract(file, part); });
}

} // namespace

Expected<weights::Checkpoint> openTransformer(const fs::path& location, fs::path& config)
{
    return openPart(location, weights::Part::Transformer, "transformer", config);
}

Expected<weights::Checkpoint> openControlNet(const fs::path& location, fs::path& config)
{
    return openPart(location, weights::Part::ControlNet, "controlnet", config);
}

Expected<weights::Checkpoint> openVae(const fs::path& location, fs::path& config)
{
    return openPart(location, weights::Part::Autoencoder, "vae", config);
}

} // namespace genserve::pipeline
