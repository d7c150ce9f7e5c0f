#include "picture_size.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include <QRegularExpression>

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

std::optional<QSize> sizeFrom(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral(R"(^\s*(\d{1,5})\s*(?:[x×*,]|\s)\s*(\d{1,5})\s*$)"),
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    QSize size(side(match.captured(1).toInt()), side(match.captured(2).toInt()));
    if (isTooLargeWhole(size)) {
        size = sizeFor(size, MostPixels / Million);
        while (isTooLargeWhole(size)) {
            size.rwidth() -= SizeStep;
        }
    }
    return size;
}

double megapixelsOf(const QSize& size) { return size.width() * static_cast<double>(size.height()) / Million; }

bool isTooLargeWhole(const QSize& size) { return static_cast<std::int64_t>(size.width()) * size.height() > MostPixels; }

} // namespace genserve::ui
