// Reads the small JSON files of a model folder, which may be hostile.
#pragma once

#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace genserve::models {

// Fails naming the file where it is absent, over 1 MiB or no JSON object.
Expected<nlohmann::json> readJsonObject(const std::filesystem::path& file);

} // namespace genserve::models
