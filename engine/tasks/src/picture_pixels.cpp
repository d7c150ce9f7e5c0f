#include "picture_pixels.h"

#include <QImage>
#include <QRgba64>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace genserve::tasks {
namespace {

struct Rgba {
    int red, green, blue, alpha;
};

Rgba ofGrey16(const std::uint8_t* row, int x)
{
    const int grey = reinterpret_cast<const quint16*>(row)[x] >> 8;
    return {grey, grey, grey, 255};
}

Rgba ofRgba64(const std::uint8_t* row, int x)
{
    const QRgba64 pixel = reinterpret_cast<const QRgba64*>(row)[x];
    return {pixel.red() >> 8, pixel.green() >> 8, pixel.blue() >> 8, pixel.alpha() >> 8};
}

Rgba ofRgba8(const std::uint8_t* row, int x)
{
    const std::uint8_t* pixel = row + 4 * x;
    return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
// Earlier versions of Qt multiply so themselves.
Rgba ofCmyk(const std::uint8_t* row, int x)
{
    const std::uint8_t* ink = row + 4 * x;
    const int black = 255 - ink[3];
    return {black * (255 - ink[0]) / 255, black * (255 - ink[1]) / 255, black * (255 - ink[2]) / 255, 255};
}
#endif

using PixelOf = Rgba (*)(const std::uint8_t* row, int x);

// How to read the image's pixels; converts formats of at most 8 bits to one of them, which changes no value.
PixelOf pixelReader(QImage& image)
{
    switch (image.format()) {
    case QImage::Format_Grayscale16:
        return ofGrey16;
    case QImage::Format_RGBX64:
    case QImage::Format_RGBA64:
        return ofRgba64;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    case QImage::Format_CMYK8888:
        return ofCmyk;
#endif
    default:
        break;
    }
    image.convertTo(QImage::Format_RGBA8888);
    return ofRgba8;
}

// 255 is odd, so a weighted mean of two bytes has no halves to round.
std::uint8_t onWhite(int value, int alpha)
{
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

} // namespace

Image rgbOf(QImage image, Alpha alpha)
{
    const PixelOf pixelOf = pixelReader(image);
    Image result = Image::filled(image.width(), image.height(), 3, 0);
    auto target = result.pixels.begin();
    for (int y = 0; y < image.height(); ++y) {
        const std::uint8_t* row = image.constScanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            const Rgba pixel = pixelOf(row, x);
            const int weight = alpha == Alpha::OnWhite ? pixel.alpha : 255;
            for (const int value : {pixel.red, pixel.green, pixel.blue}) {
                *target++ = onWhite(value, weight);
            }
        }
    }
    return result;
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
