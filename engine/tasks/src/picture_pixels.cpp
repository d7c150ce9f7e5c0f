#include "picture_pixels.h"

#include <QImage>
#include <QRgba64>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace genserve::tasks {
namespace {

// Samples in the depth of the image.
struct Rgba {
    unsigned red, green, blue, alpha;
};

struct Grey16 {
    static constexpr unsigned Shift = 8; // to 8 bits: the high byte
    static Rgba at(const std::uint8_t* row, int x)
    {
        const unsigned grey = reinterpret_cast<const quint16*>(row)[x];
        return {grey, grey, grey, 0xFFFF};
    }
};

struct Rgba64 {
    static constexpr unsigned Shift = 8;
    static Rgba at(const std::uint8_t* row, int x)
    {
        const QRgba64 pixel = reinterpret_cast<const QRgba64*>(row)[x];
        return {pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()};
    }
};

struct Rgba8 {
    static constexpr unsigned Shift = 0;
    static Rgba at(const std::uint8_t* row, int x)
    {
        const std::uint8_t* pixel = row + 4 * x;
        return {pixel[0], pixel[1], pixel[2], pixel[3]};
    }
};

// QImage::Format_CMYK8888, which Qt has had since 6.8; by its number, so that a program built with an earlier version
// reads it too. Earlier versions decode CMYK to RGB, by the multiplication below.
constexpr auto FormatCmyk = static_cast<QImage::Format>(36);

struct Cmyk8 {
    static constexpr unsigned Shift = 0;
    static Rgba at(const std::uint8_t* row, int x)
    {
        const std::uint8_t* ink = row + 4 * x;
        const unsigned light = 255u - ink[3];
        return {light * (255u - ink[0]) / 255, light * (255u - ink[1]) / 255, light * (255u - ink[2]) / 255, 255};
    }
};

// 255 is odd, so a weighted mean of two bytes has no halves to round.
std::uint8_t onWhite(unsigned value, unsigned alpha)
{
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

template <class Pixel>
Image copied(const QImage& image, Alpha alpha, const std::optional<ColorKey>& transparent)
{
    Image result = Image::filled(image.width(), image.height(), 3, 0);
    auto target = result.pixels.begin();
    for (int y = 0; y < image.height(); ++y) {
        const std::uint8_t* row = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            Rgba pixel = Pixel::at(row, x);
            const bool isKey = transparent && pixel.red == transparent->red && pixel.green == transparent->green
                               && pixel.blue == transparent->blue;
            const unsigned opacity = isKey ? 0 : pixel.alpha >> Pixel::Shift;
            for (const unsigned value : {pixel.red, pixel.green, pixel.blue}) {
                *target++ = onWhite(value >> Pixel::Shift, alpha == Alpha::OnWhite ? opacity : 255);
            }
        }
    }
    return result;
}

} // namespace

Image rgbOf(QImage image, Alpha alpha, const std::optional<ColorKey>& transparent)
{
    if (image.format() == FormatCmyk) {
        return copied<Cmyk8>(image, alpha, transparent);
    }
    switch (image.format()) {
    case QImage::Format_Grayscale16: return copied<Grey16>(image, alpha, transparent);
    case QImage::Format_RGBX64:
    case QImage::Format_RGBA64: return copied<Rgba64>(image, alpha, transparent);
    default: break;
    }
    // All others have 8 bits at most, so this changes no value.
    image.convertTo(QImage::Format_RGBA8888);
    return copied<Rgba8>(image, alpha, transparent);
}

Image oriented(const Image& image, int orientation)
{
    if (orientation == 1) {
        return image;
    }
    const bool isTransposed = orientation >= 5;
    const bool flipsColumns = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool flipsRows = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Image result = isTransposed ? Image::filled(image.height, image.width, image.channels, 0)
                                : Image::filled(image.width, image.height, image.channels, 0);
    auto target = result.pixels.begin();
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            const auto [column, row] = isTransposed ? std::pair(y, x) : std::pair(x, y);
            const auto source = image.row(flipsRows ? image.height - 1 - row : row);
            const int sourceColumn = flipsColumns ? image.width - 1 - column : column;
            target = std::copy_n(source.begin() + sourceColumn * image.channels, image.channels, target);
        }
    }
    return result;
}

} // namespace genserve::tasks
