// The size that a picture's header may claim.
#pragma once

#include "base/error.h"

#include <cstdint>

namespace genserve::tasks {

// Errors have no context.
Expected<void> checkPictureSize(std::uint32_t width, std::uint32_t height);

} // namespace genserve::tasks
