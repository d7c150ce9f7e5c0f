// What a result says of the LoRAs and ControlNets that took part.
#pragma once

#include "base/error.h"
#include "base/generation.h"
#include "pipeline/resolved_request.h"

namespace genserve::runtime {

// Fills loras and controlNets of the result, with what identifies their weights. Reads a block of each tensor.
Expected<void> nameAdapters(const pipeline::ResolvedRequest& request, GenerationResult& result);

} // namespace genserve::runtime
