// Edge maps for canny control.
#pragma once

#include "base/image.h"

namespace genserve::imaging {

// White edges on black, RGB, the picture's size: OpenCV's Canny of the grey picture (3 x 3 Sobel, L1 gradient) with
// thresholds 100 and 200 as in ControlNet's preprocessors.
Image cannyEdges(const Image& picture, int lowThreshold = 100, int highThreshold = 200);

} // namespace genserve::imaging
