// The lists of what is installed as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/model_info.h"

namespace genserve::app {

// A heading, then a line a model, columns aligned; below a model that can't run yet, a line with what it misses.
std::vector<std::string> modelsTable(const std::vector<ModelInfo>& models);

// The same for LoRAs and ControlNets; below one that can't be used, a line that says why. Empty where there is none.
std::vector<std::string> adaptersTable(const std::vector<AdapterInfo>& adapters);

// Every file with what it is, or only those that can't be read. Empty where there is none.
std::vector<std::string> filesTable(const std::vector<InstalledFile>& files, bool onlyUnreadable);

// 10^6 bytes, one decimal.
double megabytes(std::uint64_t bytes);

} // namespace genserve::app
