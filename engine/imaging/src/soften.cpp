#include "imaging/repaint.h"

#include "disc.h"
#include "mat_view.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <array>

namespace genserve::imaging {
namespace {

constexpr double From8To16Bits = 257; // 255 -> 65535

// Three box filters are a cubic B-spline: near a Gaussian of sigma = radius / 3, but exactly zero from its radius on
// and equally fast at every radius. In 16 bits, since three roundings to 8 would show as steps in a wide feather.
cv::Mat blurred(const cv::Mat& mask, int radius)
{
    cv::Mat soft;
    mask.convertTo(soft, CV_16U, From8To16Bits);
    for (const int box : std::array{(radius + 2) / 3, (radius + 1) / 3, radius / 3}) {
        cv::blur(soft, soft, {2 * box + 1, 2 * box + 1}, {-1, -1}, cv::BORDER_REPLICATE);
    }
    cv::Mat result;
    soft.convertTo(result, CV_8U, 1 / From8To16Bits);
    return result;
}

} // namespace

Image growMask(const Image& mask, int growPx)
{
    Image result = mask;
    cv::Mat grown = viewOf(result);
    if (growPx < 0) {
        cv::bitwise_not(grown, grown);
    }
    const int radius = growPx < 0 ? -growPx : growPx;
    const cv::Rect reach = reachOf(grown, radius);
    if (radius > 0 && !reach.empty()) {
        dilatedByDisc(grown(reach), radius).copyTo(grown(reach));
    }
    if (growPx < 0) {
        cv::bitwise_not(grown, grown);
    }
    return result;
}

Image featherMask(const Image& mask, int featherPx)
{
    Image result = mask;
    cv::Mat feathered = viewOf(result);
    // Beyond the reach everything is black, so that the repeated edge of the reach is right as well.
    const cv::Rect reach = reachOf(feathered, featherPx);
    if (featherPx <= 0 || reach.empty()) {
        return result;
    }
    const cv::Mat source = viewOf(mask)(reach);
    cv::Mat soft = blurred(source, featherPx);
    // The filter is square: in narrow corners of a mask it can reach a little further than the promised distance.
    soft.setTo(0, dilatedByDisc(source != 0, featherPx) == 0);
    soft.copyTo(feathered(reach));
    return result;
}

} // namespace genserve::imaging
