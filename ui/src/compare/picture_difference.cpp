#include "picture_difference.h"

#include <algorithm>
#include <cstdlib>

namespace genserve::ui {
namespace {

constexpr int Amplification = 4, LeastSeen = 40; // so that a difference of 1 can be seen

} // namespace

PictureDifference differenceOf(const QImage& before, const QImage& after, const QImage& mask)
{
    PictureDifference result;
    if (before.size() != after.size() || before.isNull()) {
        return result;
    }
    const QImage a = before.convertToFormat(QImage::Format_RGB32), b = after.convertToFormat(QImage::Format_RGB32);
    const bool hasMask = mask.size() == before.size();
    const QImage grey = hasMask ? mask.convertToFormat(QImage::Format_Grayscale8) : QImage();
    result.picture = QImage(a.size(), QImage::Format_RGB32);
    for (int y = 0; y < a.height(); ++y) {
        const auto* left = reinterpret_cast<const QRgb*>(a.constScanLine(y));
        const auto* right = reinterpret_cast<const QRgb*>(b.constScanLine(y));
        const uchar* masked = hasMask ? grey.constScanLine(y) : nullptr;
        auto* out = reinterpret_cast<QRgb*>(result.picture.scanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            const int red = std::abs(qRed(left[x]) - qRed(right[x]));
            const int green = std::abs(qGreen(left[x]) - qGreen(right[x]));
            const int blue = std::abs(qBlue(left[x]) - qBlue(right[x]));
            const int most = std::max({red, green, blue});
            result.largest = std::max(result.largest, most);
            result.changed += most > 0 ? 1 : 0;
            result.changedKept += most > 0 && masked != nullptr && masked[x] == 0 ? 1 : 0;
            const auto seen = [](int d) { return d == 0 ? 0 : std::min(255, LeastSeen + d * Amplification); };
            out[x] = qRgb(seen(red), seen(green), seen(blue));
        }
    }
    return result;
}

} // namespace genserve::ui
