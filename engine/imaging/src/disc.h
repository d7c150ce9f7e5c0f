// Dilation of grey masks by a disc.
#pragma once

#include <opencv2/core/mat.hpp>

namespace genserve::imaging {

// Each pixel becomes the maximum of those at most radius away (Euclid, exact: dx^2 + dy^2 <= radius^2) that lie in the
// matrix. CV_8UC1. radius >= 0.
cv::Mat dilatedByDisc(const cv::Mat& mask, int radius);

// The pixels that a change of the mask's non-zero pixels reaches within the distance; empty for a black mask.
cv::Rect reachOf(const cv::Mat& mask, int distance);

} // namespace genserve::imaging
