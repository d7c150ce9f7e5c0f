// From what Qt's decoders give to plain bytes, by rules that no version of Qt decides.
#pragma once

#include "base/image.h"

#include <cstdint>
#include <optional>

class QImage;

namespace genserve::tasks {

enum class Alpha { OnWhite, Ignored };

// Samples as the decoder gives them, 8 or 16 bits; pixels that have exactly these are transparent.
struct ColorKey {
    std::uint16_t red = 0, green = 0, blue = 0;
};

// Copies to RGB: the high byte of 16-bit samples, grey and palette expanded, CMYK multiplied with black, alpha (not
// premultiplied) composited on white or dropped. Colour spaces play no part.
Image rgbOf(QImage image, Alpha alpha, const std::optional<ColorKey>& transparent = {});

// The picture as a camera held in EXIF orientation 1..8 saw it.
Image oriented(const Image& image, int orientation);

} // namespace genserve::tasks
