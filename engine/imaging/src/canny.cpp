#include "imaging/canny.h"

#include "mat_view.h"

#include <opencv2/imgproc.hpp>

namespace genserve::imaging {

Image cannyEdges(const Image& picture, int lowThreshold, int highThreshold)
{
    cv::Mat edges;
    cv::Canny(viewOf(picture), edges, lowThreshold, highThreshold);
    Image result = Image::filled(picture.width, picture.height, 3, 0);
    cv::cvtColor(edges, viewOf(result), cv::COLOR_GRAY2RGB);
    return result;
}

} // namespace genserve::imaging
