#include "picture_size.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

QSize shapeOf(const QSize& size)
{
    const double megapixels = megapixelsOf(size);
    for (const QSize& shape : Shapes) {
        for (const QSize& way : {shape, shape.transposed()}) {
            if (sizeFor(way, megapixels) == size) {
                return way;
            }
        }
    }
    return size / std::gcd(size.width(), size.height());
}

double megapixelsOf(const QSize& size) { return size.width() * static_cast<double>(size.height()) / Million; }

} // namespace genserve::ui
