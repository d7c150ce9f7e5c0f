#include "picture_pyramid.h"

#include <algorithm>
#include <utility>

namespace genserve::ui {
namespace {

constexpr int SmallestSide = 256; // px; a level below that saves nothing

template <int Channels>
void halveRow(const uchar* upper, const uchar* lower, uchar* out, int first, int last, int sourceWidth)
{
    const auto average = [=](int x, int left, int right) {
        for (int c = 0; c < Channels; ++c) {
            const int sum = upper[left + c] + upper[right + c] + lower[left + c] + lower[right + c];
            out[x * Channels + c] = static_cast<uchar>((sum + 2) >> 2);
        }
    };
    const int pairs = std::min(last + 1, sourceWidth / 2); // nothing but arithmetic, so that a register takes many
    for (int x = first; x < pairs; ++x) {
        average(x, 2 * x * Channels, (2 * x + 1) * Channels);
    }
    if (last >= sourceWidth / 2) { // an odd one stands alone
        average(last, 2 * last * Channels, 2 * last * Channels);
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
    m_stale.clear();
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
    m_stale.resize(m_levels.size());
}

void PicturePyramid::update(const QImage& picture, const QRegion& area)
{
    if (isEmpty() || picture.size() != size() || picture.format() != m_levels.front().format()) {
        setPicture(picture);
        return;
    }
    m_levels.front() = picture;   // shares its pixels
    constexpr int MostParts = 64; // a region of more takes longer than the pixels it saves
    QRegion changed = area & picture.rect();
    for (std::size_t i = 1; i < m_levels.size(); ++i) {
        QRegion half;
        for (const QRect& part : changed.rectCount() > MostParts ? QRegion(changed.boundingRect()) : changed) {
            half += halfOf(part).intersected(m_levels[i].rect());
        }
        changed = half;
        m_stale[i] += changed;
    }
}

void PicturePyramid::renew(std::size_t last) const
{
    for (std::size_t i = 1; i <= last; ++i) {
        for (const QRect& part : std::exchange(m_stale[i], QRegion())) {
            halve(m_levels[i - 1], m_levels[i], part);
        }
    }
}

PicturePyramid::Level PicturePyramid::levelFor(double scale) const
{
    Level level{isEmpty() ? nullptr : &m_levels.front(), 1};
    std::size_t last = 0;
    for (; last + 1 < m_levels.size() && scale * (2 * level.factor) <= 1.0; ++last) {
        level = {&m_levels[last + 1], 2 * level.factor};
    }
    renew(last);
    return level;
}

} // namespace genserve::ui
