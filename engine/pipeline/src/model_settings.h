// genserve.json beside model_index.json or a ControlNet's config.json: its own id, words and default values.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/generation.h"

namespace genserve::pipeline {

// Absent fields keep what the kind of the model gives.
struct ModelSettings {
    std::optional<std::string> id;   // [a-z0-9._-], 1 to 64 characters
    std::optional<std::string> name; // one line
    std::optional<std::string> description;
    std::optional<int> nativeSize; // px, a multiple of 16
    std::optional<int> defaultSteps;
    std::optional<double> defaultCfg;
    std::optional<ControlType> controlType; // of a ControlNet
};

// Empty where there is no such file. A field that does not fit is left out with a warning that names it: the model
// runs without.
ModelSettings readSettings(const std::filesystem::path& modelFolder);

} // namespace genserve::pipeline
