// The list of installed models as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/model_info.h"

namespace genserve::app {

// A heading, then a line a model, columns aligned; below a model that can't run yet, a line with what it misses.
std::vector<std::string> modelsTable(const std::vector<ModelInfo>& models);

// 10^6 bytes, one decimal.
double megabytes(std::uint64_t bytes);

} // namespace genserve::app
