// A part of a resized picture, without the memory and time of the whole.
#pragma once

#include "base/image.h"
#include "lanczos.h"

namespace genserve::imaging {

// Columns and rows of resizeLanczos(image, columns.fullSize, rows.fullSize), bit for bit.
Image resizeRegion(const Image& image, const Axis& columns, const Axis& rows);

} // namespace genserve::imaging
