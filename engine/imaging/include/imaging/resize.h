// Resizing as Pillow does it, so that an input picture enters the autoencoder with the same bytes as in diffusers.
#pragma once

#include "base/image.h"

namespace genserve::imaging {

// Pillow's Image.resize((width, height), LANCZOS) @ 13.0, bit for bit: antialiased, a = 3, 22-bit fixed point, rounded
// to 8 bits between the passes. The horizontal pass comes first, except (new in Pillow 13) where the height loses more
// than twice the pixels that the width loses. 1 or 3 channels. The same size returns a copy.
// Throws nothing; width and height >= 1.
Image resizeLanczos(const Image& image, int width, int height);

} // namespace genserve::imaging
