#include "ui/pixels.h"

#include <algorithm>
#include <cstring>

#include <QPainter>

namespace genserve::ui {
namespace {

Image copied(const QImage& picture, int channels)
{
    Image image{picture.width(), picture.height(), channels, {}};
    image.pixels.resize(image.rowBytes() * static_cast<std::size_t>(picture.height()));
    for (int y = 0; y < picture.height(); ++y) {
        std::memcpy(image.row(y).data(), picture.constScanLine(y), image.rowBytes());
    }
    return image;
}

} // namespace

QImage onWhite(const QImage& picture)
{
    QImage opaque(picture.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    QPainter(&opaque).drawImage(0, 0, picture);
    return opaque;
}

bool looksLikeEdges(const QImage& picture)
{
    constexpr int Side = 128, Black = 40, White = 200, MostColour = 40;
    constexpr double LeastBlack = 0.5, LeastWhite = 0.005, LeastBoth = 0.85;             // shares of all pixels
    const QImage few = picture.scaled(Side, Side).convertToFormat(QImage::Format_RGB32); // without mixing neighbours
    int black = 0, white = 0;
    for (int y = 0; y < few.height(); ++y) {
        for (int x = 0; x < few.width(); ++x) {
            const QRgb pixel = few.pixel(x, y);
            const auto [least, most] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
            black += most < Black ? 1 : 0;
            white += least > White && most - least < MostColour ? 1 : 0;
        }
    }
    const double all = few.width() * few.height();
    return black >= LeastBlack * all && white >= LeastWhite * all && black + white >= LeastBoth * all;
}

Image rgbImage(const QImage& picture)
{
    return copied((picture.hasAlphaChannel() ? onWhite(picture) : picture).convertToFormat(QImage::Format_RGB888), 3);
}

Image greyImage(const QImage& picture) { return copied(picture.convertToFormat(QImage::Format_Grayscale8), 1); }

QImage qImage(const Image& image)
{
    if (image.isEmpty()) {
        return {};
    }
    QImage picture(image.width, image.height, image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    for (int y = 0; y < image.height; ++y) {
        std::memcpy(picture.scanLine(y), image.row(y).data(), image.rowBytes());
    }
    return picture;
}

} // namespace genserve::ui
