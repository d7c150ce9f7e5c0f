// The JSON texts of InvokeAI and SwarmUI.
#pragma once

#include "base/generation.h"

#include <string_view>

namespace genserve::tasks {

// Both read whatever they understand of an untrusted text.
GenerationRequest requestOfInvoke(std::string_view text); // "invokeai_metadata"
GenerationRequest requestOfSwarm(std::string_view text);  // "parameters" with the object "sui_image_params"

} // namespace genserve::tasks
