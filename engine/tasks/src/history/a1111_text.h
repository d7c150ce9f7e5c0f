// The text of AUTOMATIC1111 and Forge: prompt, "Negative prompt: ...", and a last line of "Key: value, ...".
#pragma once

#include "base/generation.h"

#include <string_view>

namespace genserve::tasks {

// Reads whatever it understands of an untrusted text.
GenerationRequest requestOfA1111(std::string_view text);

} // namespace genserve::tasks
