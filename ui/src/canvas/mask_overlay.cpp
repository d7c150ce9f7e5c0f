#include "mask_overlay.h"

#include <array>
#include <cmath>

#include <QTransform>

namespace genserve::ui {
namespace {

// Premultiplied colours of all 256 mask values.
std::array<QRgb, 256> coloursOf(const MaskLook& look)
{
    std::array<QRgb, 256> table{};
    for (int value = 0; value < 256; ++value) {
        const int alpha = static_cast<int>(std::lround(value * look.opacity));
        table[static_cast<std::size_t>(value)] =
            qPremultiply(qRgba(look.colour.red(), look.colour.green(), look.colour.blue(), alpha));
    }
    return table;
}

// `colour` is premultiplied; two channels at once.
QRgb over(QRgb colour, QRgb below)
{
    const quint32 share = 255 - (colour >> 24);
    const auto scaled = [share](quint32 channels) {
        const quint32 t = channels * share + 0x00800080U;
        return ((t + ((t >> 8) & 0x00ff00ffU)) >> 8) & 0x00ff00ffU;
    };
    return 0xff000000U | (colour + scaled(below & 0x00ff00ffU) + (scaled((below >> 8) & 0x00ff00ffU) << 8));
}

// Steps through a level in 1 / 65536 px.
constexpr int Fraction = 16;
qint64 fixed(double px) { return std::llround(std::ldexp(px, Fraction)); }

} // namespace

void paintMaskOverlay(QImage& target, const QRect& area, const PicturePyramid& mask, const QTransform& toTarget,
                      const MaskLook& look)
{
    const auto level = mask.levelFor(std::sqrt(std::abs(toTarget.determinant())));
    if (level.image == nullptr) {
        return;
    }
    const auto colours = coloursOf(look);
    const QTransform toLevel = toTarget.inverted() * QTransform::fromScale(1.0 / level.factor, 1.0 / level.factor);
    const QRect reach = area.intersected(target.rect());
    const uchar* values = level.image->constBits();
    const auto line = static_cast<std::size_t>(level.image->bytesPerLine());
    const auto width = static_cast<quint64>(level.image->width()), height = static_cast<quint64>(level.image->height());
    const qint64 stepX = fixed(toLevel.m11()), stepY = fixed(toLevel.m12());
    for (int y = reach.top(); y <= reach.bottom(); ++y) {
        const QPointF start = toLevel.map(QPointF(reach.left() + 0.5, y + 0.5));
        qint64 u = fixed(start.x()), v = fixed(start.y());
        auto* pixels = reinterpret_cast<QRgb*>(target.scanLine(y));
        for (int x = reach.left(); x <= reach.right(); ++x, u += stepX, v += stepY) {
            const auto column = static_cast<quint64>(u >> Fraction), row = static_cast<quint64>(v >> Fraction);
            if (column < width && row < height) { // negative ones are huge
                const uchar value = values[row * line + column];
                if (value != 0) {
                    pixels[x] = over(colours[value], pixels[x]);
                }
            }
        }
    }
}

} // namespace genserve::ui
