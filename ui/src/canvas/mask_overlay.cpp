#include "mask_overlay.h"

#include <array>
#include <cmath>

namespace genserve::ui {
namespace {

// Premultiplied colours of all 256 mask values.
std::array<QRgb, 256> coloursOf(const QColor& colour, double opacity)
{
    std::array<QRgb, 256> table{};
    for (int value = 0; value < 256; ++value) {
        const int alpha = static_cast<int>(std::lround(value * opacity));
        table[static_cast<std::size_t>(value)] =
            qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
    }
    return table;
}

// The smallest rectangle of the level that holds `part`, given in picture pixels.
QRect levelRect(const QRectF& part, const PicturePyramid::Level& level)
{
    const double f = level.factor;
    const QPoint first(static_cast<int>(std::floor(part.left() / f)), static_cast<int>(std::floor(part.top() / f)));
    const QPoint last(static_cast<int>(std::ceil(part.right() / f)), static_cast<int>(std::ceil(part.bottom() / f)));
    return QRect(first, last).intersected(level.image->rect());
}

} // namespace

void paintMaskOverlay(QPainter& painter, const PicturePyramid& mask, const CanvasTransform& transform,
                      const QRectF& part, const QColor& colour, double opacity, double ratio)
{
    const auto level = mask.levelFor(transform.zoom() * ratio);
    if (level.image == nullptr) {
        return;
    }
    const QRect seen = levelRect(part, level);
    if (seen.isEmpty()) {
        return;
    }
    const auto colours = coloursOf(colour, opacity);
    QImage overlay(seen.size(), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < seen.height(); ++y) {
        const uchar* values = level.image->constScanLine(seen.top() + y) + seen.left();
        auto* pixels = reinterpret_cast<QRgb*>(overlay.scanLine(y));
        for (int x = 0; x < seen.width(); ++x) {
            pixels[x] = colours[values[x]];
        }
    }
    painter.save();
    painter.setTransform(transform.toView(), true);
    painter.scale(level.factor, level.factor);
    painter.drawImage(seen.topLeft(), overlay);
    painter.restore();
}

} // namespace genserve::ui
