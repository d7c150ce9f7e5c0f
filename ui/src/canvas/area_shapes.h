// Areas as coverage: 0..255 of each pixel, grey, the picture's size.
#pragma once

#include <QImage>
#include <QPolygonF>
#include <QRectF>

namespace genserve::ui {

QImage blackMask(const QSize& size); // nothing covered
QImage rectangleCoverage(const QSize& size, const QRectF& rectangle);
QImage ellipseCoverage(const QSize& size, const QRectF& rectangle);
// Lasso and polygon; the outline is closed. Odd-even filling.
QImage polygonCoverage(const QSize& size, const QPolygonF& outline);
// 255 at `from` down to 0 at `to`, across the whole picture.
QImage gradientCoverage(const QSize& size, const QPointF& from, const QPointF& to);

// What is connected to `start` (magic wand) or of that colour anywhere, within `tolerance` (0..255, the largest
// difference of a channel). picture: Format_RGB32 or alike.
QImage similarCoverage(const QImage& picture, const QPoint& start, int tolerance, bool isConnected);

bool isBlack(const QImage& mask);
// Of its pixels, those that are repainted: 128 and more.
double shareCovered(const QImage& mask);

} // namespace genserve::ui
