#include "area_shapes.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <QLinearGradient>
#include <QPainter>

namespace genserve::ui {
namespace {

template <class Draw>
Coverage painted(const QSize& size, const QRectF& extent, Draw draw)
{
    QImage image = blackMask(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    draw(painter);
    painter.end();
    return {image, extent.toAlignedRect().intersected(image.rect())};
}

bool isSimilar(QRgb a, QRgb b, int tolerance)
{
    return std::abs(qRed(a) - qRed(b)) <= tolerance && std::abs(qGreen(a) - qGreen(b)) <= tolerance
           && std::abs(qBlue(a) - qBlue(b)) <= tolerance;
}

// Flood by whole runs of a row, so that 16 million pixels take milliseconds and no deep stack.
class Flood {
public:
    Flood(const QImage& picture, const QPoint& start, int tolerance)
        : m_picture(picture), m_colour(picture.pixel(start)), m_tolerance(tolerance), m_area(blackMask(picture.size()))
    {
        m_waiting.push_back(start);
    }

    Coverage run()
    {
        while (!m_waiting.empty()) {
            const QPoint seed = m_waiting.back();
            m_waiting.pop_back();
            if (isOpen(seed.x(), seed.y())) {
                fillRun(seed);
            }
        }
        return {m_area, m_reach};
    }

private:
    [[nodiscard]] bool isOpen(int x, int y) const
    {
        const auto* row = reinterpret_cast<const QRgb*>(m_picture.constScanLine(y));
        return m_area.constScanLine(y)[x] == 0 && isSimilar(row[x], m_colour, m_tolerance);
    }

    void fillRun(const QPoint& seed)
    {
        int left = seed.x();
        int right = seed.x();
        while (left > 0 && isOpen(left - 1, seed.y())) {
            --left;
        }
        while (right + 1 < m_picture.width() && isOpen(right + 1, seed.y())) {
            ++right;
        }
        std::fill_n(m_area.scanLine(seed.y()) + left, right - left + 1, uchar{255});
        m_reach |= QRect(QPoint(left, seed.y()), QPoint(right, seed.y()));
        for (const int y : {seed.y() - 1, seed.y() + 1}) {
            if (y >= 0 && y < m_picture.height()) {
                addRuns(left, right, y);
            }
        }
    }

    // One seed for every open run between left and right.
    void addRuns(int left, int right, int y)
    {
        bool wasOpen = false;
        for (int x = left; x <= right; ++x) {
            const bool open = isOpen(x, y);
            if (open && !wasOpen) {
                m_waiting.emplace_back(x, y);
            }
            wasOpen = open;
        }
    }

    const QImage& m_picture;
    QRgb m_colour;
    int m_tolerance;
    QImage m_area;
    QRect m_reach;
    std::vector<QPoint> m_waiting;
};

Coverage everywhere(const QImage& picture, QRgb colour, int tolerance)
{
    QImage area = blackMask(picture.size());
    for (int y = 0; y < picture.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        uchar* out = area.scanLine(y);
        for (int x = 0; x < picture.width(); ++x) {
            out[x] = isSimilar(row[x], colour, tolerance) ? 255 : 0;
        }
    }
    return {area, area.rect()};
}

} // namespace

QImage blackMask(const QSize& size)
{
    // Zeroed pages come when they are touched: a stroke touches few of them.
    const qsizetype line = (size.width() + 3) / 4 * 4;
    void* pixels = std::calloc(static_cast<std::size_t>(qMax(1, size.height())), static_cast<std::size_t>(line));
    Q_CHECK_PTR(pixels);
    return {static_cast<uchar*>(pixels), size.width(), size.height(), line,
            QImage::Format_Grayscale8,   std::free,    pixels};
}

Coverage rectangleCoverage(const QSize& size, const QRectF& rectangle)
{
    const QRectF box = rectangle.normalized();
    return painted(size, box, [&](QPainter& painter) { painter.drawRect(box); });
}

Coverage ellipseCoverage(const QSize& size, const QRectF& rectangle)
{
    const QRectF box = rectangle.normalized();
    return painted(size, box, [&](QPainter& painter) { painter.drawEllipse(box); });
}

Coverage polygonCoverage(const QSize& size, const QPolygonF& outline)
{
    return painted(size, outline.boundingRect(),
                   [&](QPainter& painter) { painter.drawPolygon(outline, Qt::OddEvenFill); });
}

Coverage gradientCoverage(const QSize& size, const QPointF& from, const QPointF& to)
{
    QLinearGradient gradient(from, to);
    gradient.setColorAt(0, Qt::white);
    gradient.setColorAt(1, Qt::black);
    const QRect whole(QPoint(), size);
    return painted(size, whole, [&](QPainter& painter) { painter.fillRect(whole, gradient); });
}

Coverage similarCoverage(const QImage& picture, const QPoint& start, int tolerance, bool isConnected)
{
    if (!picture.rect().contains(start)) {
        return {blackMask(picture.size()), {}};
    }
    const QImage colours = picture.convertToFormat(QImage::Format_RGB32);
    return isConnected ? Flood(colours, start, tolerance).run() : everywhere(colours, colours.pixel(start), tolerance);
}

bool isBlack(const QImage& mask)
{
    const std::vector<uchar> black(static_cast<std::size_t>(mask.width()), 0);
    for (int y = 0; y < mask.height(); ++y) {
        if (std::memcmp(mask.constScanLine(y), black.data(), black.size()) != 0) {
            return false;
        }
    }
    return true;
}

} // namespace genserve::ui
