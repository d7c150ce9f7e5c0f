// Resizing as Pillow does it, so that an input picture enters the autoencoder with the same bytes as in diffusers.
#pragma once

#include "base/image.h"

namespace genserve::imaging {

// Pillow's Image.resize((width, height), LANCZOS) @ 13.0, bit for bit: antialiased, a = 3, 22-bit fixed point,
// horizontal pass first, rounded to 8 bits in between. 1 or 3 channels. The same size returns a copy.
// Throws nothing; width and height >= 1.
Image resizeLanczos(const Image& image, int width, int height);

} // namespace genserve::imaging
