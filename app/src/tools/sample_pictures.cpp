#include "sample_pictures.h"

#include <random>

#include <QBuffer>
#include <QColor>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

namespace genserve::app {
namespace {

constexpr int Uncompressed = 100; // as QImage counts for PNG
constexpr int Quality = 95;

std::string encoded(const QImage& image, const char* format, int quality = -1)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes.toStdString();
}

QPainterPath hills(int width, int height)
{
    QPainterPath path(QPointF(0, height));
    path.lineTo(0, 0.7 * height);
    path.cubicTo(0.25 * width, 0.45 * height, 0.4 * width, 0.85 * height, 0.6 * width, 0.6 * height);
    path.cubicTo(0.75 * width, 0.45 * height, 0.9 * width, 0.7 * height, width, 0.6 * height);
    path.lineTo(width, height);
    path.closeSubpath();
    return path;
}

QRectF sun(int width, int height) { return {0.62 * width, 0.15 * height, 0.2 * height, 0.2 * height}; }

QImage noise(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    std::mt19937 random(42);
    for (int y = 0; y < height; ++y) {
        uchar* const row = image.scanLine(y);
        for (qsizetype x = 0; x < image.bytesPerLine(); ++x) {
            row[x] = static_cast<uchar>(random());
        }
    }
    return image;
}

} // namespace

std::string landscapePng(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, height);
    sky.setColorAt(0, QColor(40, 80, 150));
    sky.setColorAt(1, QColor(250, 180, 110));
    painter.fillRect(image.rect(), sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 240, 190));
    painter.drawEllipse(sun(width, height));
    painter.fillPath(hills(width, height), QColor(40, 90, 60));
    painter.end();
    return encoded(image, "PNG");
}

std::string centreMaskPng(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawEllipse(QRectF(0.3 * width, 0.3 * height, 0.4 * width, 0.4 * height));
    painter.end();
    return encoded(image, "PNG");
}

std::string edgesPng(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawPath(hills(width, height));
    painter.drawEllipse(sun(width, height));
    painter.end();
    return encoded(image, "PNG");
}

std::string noisePng(int width, int height) { return encoded(noise(width, height), "PNG", Uncompressed); }

std::string noiseJpeg(int width, int height) { return encoded(noise(width, height), "JPEG", Quality); }

Expected<PictureSize> sizeOf(const std::string& file)
{
    const QImage image = QImage::fromData(QByteArray::fromStdString(file));
    if (image.isNull()) {
        return failure(ErrorCode::CorruptFile, "the reply's picture can't be decoded");
    }
    return PictureSize{image.width(), image.height()};
}

} // namespace genserve::app
