#include "mask_shaping.h"

#include <QImageReader>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

namespace genserve::ui {
namespace {

using Line = std::vector<std::uint8_t>;

// The largest value within `reach` on both sides, by a queue of falling maxima: its cost does not grow with reach.
Line widest(const Line& line, int reach)
{
    const auto length = static_cast<int>(line.size());
    Line result(line.size());
    std::deque<int> maxima;
    const auto at = [&](int i) { return line[static_cast<std::size_t>(i)]; };
    for (int next = 0; next < length + reach; ++next) {
        if (next < length) {
            while (!maxima.empty() && at(maxima.back()) <= at(next)) {
                maxima.pop_back();
            }
            maxima.push_back(next);
        }
        const int centre = next - reach;
        if (centre >= 0) {
            while (maxima.front() < centre - reach) {
                maxima.pop_front();
            }
            result[static_cast<std::size_t>(centre)] = at(maxima.front());
        }
    }
    return result;
}

Line averaged(const Line& line, int reach)
{
    const auto length = static_cast<int>(line.size());
    Line result(line.size());
    const auto at = [&](int i) {
        return static_cast<int>(line[static_cast<std::size_t>(std::clamp(i, 0, length - 1))]);
    };
    int sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        sum += at(i);
    }
    const int count = 2 * reach + 1;
    for (int i = 0; i < length; ++i) {
        result[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>((sum + count / 2) / count);
        sum += at(i + reach + 1) - at(i - reach);
    }
    return result;
}

template <class Filter>
QImage filtered(const QImage& mask, Filter filter)
{
    QImage result = mask;
    Line line(static_cast<std::size_t>(mask.width()));
    for (int y = 0; y < mask.height(); ++y) {
        std::copy_n(result.constScanLine(y), mask.width(), line.begin());
        const Line row = filter(line);
        std::ranges::copy(row, result.scanLine(y));
    }
    line.resize(static_cast<std::size_t>(mask.height()));
    for (int x = 0; x < mask.width(); ++x) {
        for (int y = 0; y < mask.height(); ++y) {
            line[static_cast<std::size_t>(y)] = result.constScanLine(y)[x];
        }
        const Line column = filter(line);
        for (int y = 0; y < mask.height(); ++y) {
            result.scanLine(y)[x] = column[static_cast<std::size_t>(y)];
        }
    }
    return result;
}

} // namespace

QImage grownMask(const QImage& mask, int px)
{
    if (px < 0) {
        QImage inverted = mask;
        inverted.invertPixels();
        inverted = grownMask(inverted, -px);
        inverted.invertPixels();
        return inverted;
    }
    return px == 0 ? mask : filtered(mask, [px](const Line& line) { return widest(line, px); });
}

QImage featheredMask(const QImage& mask, int px)
{
    if (px <= 0) {
        return mask;
    }
    // Three boxes in a row come close to a Gaussian.
    const int reach = std::max(1, px / 3);
    QImage result = mask;
    for (int pass = 0; pass < 3; ++pass) {
        result = filtered(result, [reach](const Line& line) { return averaged(line, reach); });
    }
    return result;
}

QImage maskOfAlpha(const QImage& picture)
{
    QImage alpha = picture.convertToFormat(QImage::Format_Alpha8);
    alpha.reinterpretAsFormat(QImage::Format_Grayscale8);
    alpha.invertPixels();
    return alpha;
}

QImage withAlphaOf(const QString& file, const QImage& opaque)
{
    QImageReader reader(file);
    const QImage::Format format = reader.imageFormat();
    const bool mayHaveAlpha =
        format == QImage::Format_Indexed8 || QImage::toPixelFormat(format).alphaUsage() == QPixelFormat::UsesAlpha;
    const QImage picture = mayHaveAlpha ? reader.read() : QImage();
    if (!picture.hasAlphaChannel()) {
        return opaque;
    }
    const QImage withAlpha = picture.convertToFormat(QImage::Format_ARGB32);
    return withAlpha.size() == opaque.size()
               ? withAlpha
               : withAlpha.scaled(opaque.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage maskOfPicture(const QImage& picture, const QSize& size)
{
    return picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_Grayscale8);
}

} // namespace genserve::ui
