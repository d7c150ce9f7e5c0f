// Whether a PNG's compressed image data is whole.
#pragma once

#include "base/error.h"
#include "png_scan.h"

#include <span>
#include <vector>

namespace genserve::tasks {

// Inflates the data of the IDAT chunks without keeping it. A decoder would notice a shortage too, but say so on
// standard error in its own words, or leave the rest of the picture grey. Errors have no context.
Expected<void> checkImageData(const PngHeader& header, const std::vector<std::span<const std::uint8_t>>& idats);

} // namespace genserve::tasks
