#include "pixels.h"

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
