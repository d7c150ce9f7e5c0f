#include "picture_size.h"

#include <algorithm>
#include <cmath>

namespace genserve::ui {
namespace {

constexpr double Million = 1e6;

int side(double px)
{
    const int stepped = static_cast<int>(std::lround(px / SizeStep)) * SizeStep;
    return std::clamp(stepped, LeastSide, MostSide);
}

} // namespace

QSize sizeFor(const QSize& shape, double megapixels)
{
    const double ratio = static_cast<double>(shape.width()) / shape.height();
    const double area = megapixels * Million;
    return {side(std::sqrt(area * ratio)), side(std::sqrt(area / ratio))};
}

double megapixelsOf(const QSize& size) { return size.width() * static_cast<double>(size.height()) / Million; }

} // namespace genserve::ui
