// Taking a colour cast off a repainted part.
#pragma once

#include "base/image.h"

namespace genserve::imaging {

// result: what the networks made of picture, RGB, the same size; mask: grey, the same size, >= 128 was regenerated.
//
// Where nothing was asked to change, around the mask, the two should agree; what they differ by there is the cast.
// It is measured in a ring around the mask, spread over the whole area so that it varies smoothly, and taken off. At
// most 64 of 255 are added or subtracted; without a pixel outside the mask the result is returned as it is.
Image matchColors(Image result, const Image& picture, const Image& mask);

} // namespace genserve::imaging
