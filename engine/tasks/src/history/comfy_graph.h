// ComfyUI's graph of nodes ("prompt"): what its sampler was fed with.
#pragma once

#include "base/generation.h"

#include <string_view>

namespace genserve::tasks {

// Reads whatever it understands of an untrusted text. Follows links between nodes, circles included, a few dozen times
// at most.
GenerationRequest requestOfComfy(std::string_view text);

} // namespace genserve::tasks
