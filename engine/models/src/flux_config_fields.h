// The dimensions that a FLUX transformer and its ControlNets share: all but what stands behind the last block.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/config_reader.h"
#include "models/flux_transformer_config.h"

namespace genserve::models {

constexpr std::int64_t MaxFluxWidth = 65536;

// From a config.json; faults stay in the reader.
void readFluxFields(ConfigReader& reader, FluxTransformerConfig& config);

// From the tensors' shapes; `what` is the network for the message, e.g. "a FLUX transformer".
Expected<FluxTransformerConfig> deriveFluxFields(const weights::Checkpoint& checkpoint, std::string_view what);

} // namespace genserve::models
