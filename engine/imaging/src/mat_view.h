// The one door to OpenCV: pictures as matrices that share their bytes.
#pragma once

#include "base/image.h"

#include <opencv2/core/mat.hpp>

namespace genserve::imaging {

// Channel order and bytes are the picture's (RGB, not OpenCV's BGR). Valid as long as the picture's bytes stay where
// they are. The first call takes OpenCV's threads away, and since every matrix of this room begins here, that is
// before OpenCV computes anything.
cv::Mat viewOf(Image& image);
// For reading only; cv::Mat cannot express that.
cv::Mat viewOf(const Image& image);

} // namespace genserve::imaging
