#include "picture_pyramid.h"

#include <algorithm>
#include <cstring>

namespace genserve::ui {
namespace {

constexpr int SmallestSide = 256; // px; a level below that saves nothing

// 8 grey bytes of two rows to 4 means. Every second byte in a lane of 16 bits.
quint32 halved8(const uchar* upper, const uchar* lower)
{
    constexpr quint64 Even = 0x00ff00ff00ff00ffU, Two = 0x0002000200020002U;
    quint64 above = 0, below = 0;
    std::memcpy(&above, upper, sizeof above);
    std::memcpy(&below, lower, sizeof below);
    const quint64 sums = (above & Even) + ((above >> 8) & Even) + (below & Even) + ((below >> 8) & Even) + Two;
    const quint64 means = (sums >> 2) & Even;
    const quint64 pairs = (means | (means >> 8)) & 0x0000ffff0000ffffU;
    return static_cast<quint32>(pairs | (pairs >> 16));
}

template <int Channels>
void halveRow(const uchar* upper, const uchar* lower, uchar* out, int first, int last, int sourceWidth)
{
    int x = first;
    if constexpr (Channels == 1 && Q_BYTE_ORDER == Q_LITTLE_ENDIAN) {
        for (; x + 3 <= last && 2 * x + 8 <= sourceWidth; x += 4) {
            const quint32 means = halved8(upper + 2 * x, lower + 2 * x);
            std::memcpy(out + x, &means, sizeof means);
        }
    }
    for (; x <= last; ++x) {
        const int left = 2 * x * Channels;
        const int right = std::min(2 * x + 1, sourceWidth - 1) * Channels;
        for (int c = 0; c < Channels; ++c) {
            const int sum = upper[left + c] + upper[right + c] + lower[left + c] + lower[right + c];
            out[x * Channels + c] = static_cast<uchar>((sum + 2) / 4);
        }
    }
}

// Averages 2 x 2 pixels of `source` into `target` inside `area` (of the target).
void halve(const QImage& source, QImage& target, const QRect& area)
{
    const bool isGrey = source.format() == QImage::Format_Grayscale8;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const uchar* upper = source.constScanLine(2 * y);
        const uchar* lower = source.constScanLine(std::min(2 * y + 1, source.height() - 1));
        if (isGrey) {
            halveRow<1>(upper, lower, target.scanLine(y), area.left(), area.right(), source.width());
        } else {
            halveRow<4>(upper, lower, target.scanLine(y), area.left(), area.right(), source.width());
        }
    }
}

QRect halfOf(const QRect& area)
{
    return {QPoint(area.left() / 2, area.top() / 2), QPoint(area.right() / 2, area.bottom() / 2)};
}

} // namespace

void PicturePyramid::setPicture(const QImage& picture)
{
    m_levels.clear();
    if (picture.isNull()) {
        return;
    }
    const bool isGrey = picture.format() == QImage::Format_Grayscale8;
    m_levels.push_back(isGrey ? picture : picture.convertToFormat(QImage::Format_RGB32));
    while (std::min(m_levels.back().width(), m_levels.back().height()) > SmallestSide) {
        const QImage& last = m_levels.back();
        QImage half((last.width() + 1) / 2, (last.height() + 1) / 2, last.format());
        halve(last, half, half.rect());
        m_levels.push_back(std::move(half));
    }
}

void PicturePyramid::update(const QImage& picture, const QRegion& area)
{
    if (isEmpty() || picture.size() != size() || picture.format() != m_levels.front().format()) {
        setPicture(picture);
        return;
    }
    m_levels.front() = picture; // shares its pixels
    for (const QRect& part : area) {
        QRect changed = part.intersected(picture.rect());
        for (std::size_t i = 1; i < m_levels.size() && !changed.isEmpty(); ++i) {
            changed = halfOf(changed).intersected(m_levels[i].rect());
            halve(m_levels[i - 1], m_levels[i], changed);
        }
    }
}

PicturePyramid::Level PicturePyramid::levelFor(double scale) const
{
    Level level{isEmpty() ? nullptr : &m_levels.front(), 1};
    for (std::size_t i = 1; i < m_levels.size() && scale * (2 * level.factor) <= 1.0; ++i) {
        level = {&m_levels[i], 2 * level.factor};
    }
    return level;
}

} // namespace genserve::ui
