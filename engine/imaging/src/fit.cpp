#include "imaging/prepare.h"
#include "imaging/resize.h"
#include "resize_region.h"

#include <algorithm>
#include <cstdint>

namespace genserve::imaging {
namespace {

struct Size {
    int width = 0, height = 0;
};

// round(a * b / c), halves up, at least 1.
int scaled(int a, int b, int c)
{
    const std::int64_t product = std::int64_t{a} * b;
    return static_cast<int>(std::max<std::int64_t>((2 * product + c) / (2 * std::int64_t{c}), 1));
}

// The size that keeps the picture's proportions: one axis as asked, the other rounded.
Size scaledSize(const Image& image, int width, int height, bool covers)
{
    const bool isWiderThanAsked = std::int64_t{image.width} * height > std::int64_t{width} * image.height;
    if (isWiderThanAsked == covers) {
        return {scaled(image.width, height, image.height), height};
    }
    return {width, scaled(image.height, width, image.width)};
}

Image fitByCrop(const Image& image, int width, int height)
{
    const Size full = scaledSize(image, width, height, true);
    return resizeRegion(image, Axis{image.width, full.width, (full.width - width) / 2, width},
                        Axis{image.height, full.height, (full.height - height) / 2, height});
}

Image fitByPad(const Image& image, int width, int height, std::uint8_t padValue)
{
    const Size inner = scaledSize(image, width, height, false);
    const Image picture = resizeLanczos(image, inner.width, inner.height);
    Image result = Image::filled(width, height, image.channels, padValue);
    const int left = (width - inner.width) / 2;
    const int top = (height - inner.height) / 2;
    for (int y = 0; y < inner.height; ++y) {
        std::ranges::copy(picture.row(y), result.row(top + y).begin() + left * image.channels);
    }
    return result;
}

} // namespace

Image fitImage(const Image& image, int width, int height, ResizeMode mode, std::uint8_t padValue)
{
    switch (mode) {
    case ResizeMode::Crop: return fitByCrop(image, width, height);
    case ResizeMode::Pad: return fitByPad(image, width, height, padValue);
    case ResizeMode::Stretch: break;
    }
    return resizeLanczos(image, width, height);
}

} // namespace genserve::imaging
