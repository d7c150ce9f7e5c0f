#include "imaging/prepare.h"

namespace genserve::imaging {

Image pasteBack(const Image& original, const Image& result, const Image& weight)
{
    Image blended = original;
    std::size_t i = 0;
    for (const std::uint8_t w : weight.pixels) {
        for (int c = 0; c < original.channels; ++c, ++i) {
            // A weighted mean of two bytes: never negative, and 255 is odd, so there are no halves to round.
            const int sum = original.pixels[i] * (255 - w) + result.pixels[i] * w;
            blended.pixels[i] = static_cast<std::uint8_t>((sum + 127) / 255);
        }
    }
    return blended;
}

} // namespace genserve::imaging
