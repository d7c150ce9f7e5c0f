// Picture sizes by shape and area, as FLUX takes them.
#pragma once

#include <array>
#include <optional>

#include <QSize>
#include <QString>

namespace genserve::ui {

constexpr int SizeStep = 16;          // px: FLUX's sides are multiples of it
constexpr int LeastSide = 64;         // px
constexpr int MostSide = 4096;        // px
constexpr int MostPixels = 8'388'608; // that are made at once; a part of a larger picture may be

// Those that can be chosen by a press; each may be turned.
constexpr std::array<QSize, 5> Shapes{QSize(1, 1), QSize(4, 3), QSize(3, 2), QSize(16, 9), QSize(3, 4)};

// The sides of that shape (its sides' ratio) whose area comes nearest to `megapixels` (1e6 px).
QSize sizeFor(const QSize& shape, double megapixels);

// The shape that gives exactly this size, one of Shapes where sides in steps allow it.
QSize shapeOf(const QSize& size);

double megapixelsOf(const QSize& size);
bool isTooLargeWhole(const QSize& size); // more than MostPixels

// "800 x 600", "800*600", "800 600" or "800 × 600", rounded to steps and within the sides and pixels that can be made;
// nothing for other words.
std::optional<QSize> sizeFrom(const QString& text);

} // namespace genserve::ui
