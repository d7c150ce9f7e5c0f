// The orientation that a camera wrote into an EXIF segment.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace genserve::tasks {

// tiff: the segment after "Exif\0\0". The value is 1..8; nothing where the segment is damaged or has none.
std::optional<int> exifOrientation(std::span<const std::uint8_t> tiff);

} // namespace genserve::tasks
