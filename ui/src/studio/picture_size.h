// Picture sizes by shape and area, as FLUX takes them.
#pragma once

#include <QSize>

namespace genserve::ui {

constexpr int SizeStep = 16;   // px: FLUX's sides are multiples of it
constexpr int LeastSide = 64;  // px
constexpr int MostSide = 4096; // px

// The sides of that shape (its sides' ratio) whose area comes nearest to `megapixels` (1e6 px).
QSize sizeFor(const QSize& shape, double megapixels);

double megapixelsOf(const QSize& size);

} // namespace genserve::ui
