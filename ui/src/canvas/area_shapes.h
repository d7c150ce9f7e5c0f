// Areas as coverage.
#pragma once

#include <QImage>
#include <QPolygonF>
#include <QRectF>

namespace genserve::ui {

QImage blackMask(const QSize& size); // nothing covered

struct Coverage {
    QImage image; // 0..255 of each pixel, grey, the picture's size
    QRect area;   // outside it nothing is covered
};

Coverage rectangleCoverage(const QSize& size, const QRectF& rectangle);
Coverage ellipseCoverage(const QSize& size, const QRectF& rectangle);
// Lasso and polygon; the outline is closed. Odd-even filling.
Coverage polygonCoverage(const QSize& size, const QPolygonF& outline);
// 255 at `from` down to 0 at `to`, across the whole picture.
Coverage gradientCoverage(const QSize& size, const QPointF& from, const QPointF& to);

// What is connected to `start` (magic wand) or of that colour anywhere, within `tolerance` (0..255, the largest
// difference of a channel). picture: Format_RGB32 or alike.
Coverage similarCoverage(const QImage& picture, const QPoint& start, int tolerance, bool isConnected);

bool isBlack(const QImage& mask);

} // namespace genserve::ui
