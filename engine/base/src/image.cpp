#include "base/image.h"

namespace genserve {

Image Image::filled(int width, int height, int channels, std::uint8_t value)
{
    Image image{width, height, channels, {}};
    image.pixels.assign(static_cast<std::size_t>(height) * image.rowBytes(), value);
    return image;
}

std::size_t Image::rowBytes() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels); }

std::span<std::uint8_t> Image::row(int y)
{
    return std::span(pixels).subspan(static_cast<std::size_t>(y) * rowBytes(), rowBytes());
}

std::span<const std::uint8_t> Image::row(int y) const
{
    return std::span(pixels).subspan(static_cast<std::size_t>(y) * rowBytes(), rowBytes());
}

} // namespace genserve
