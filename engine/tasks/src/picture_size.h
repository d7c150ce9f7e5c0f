// The size that a picture's header may claim.
#pragma once

#include "base/error.h"
#include "tasks/picture_reader.h"

#include <cstdint>

namespace genserve::tasks {

struct PictureBounds {
    std::int64_t side = MaxPictureSide;
    std::int64_t pixels = MaxPicturePixels;
};

// Errors have no context.
Expected<void> checkPictureSize(std::uint32_t width, std::uint32_t height, const PictureBounds& bounds);

} // namespace genserve::tasks
