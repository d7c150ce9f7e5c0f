// Edge maps for canny control.
#pragma once

#include "base/image.h"

namespace genserve::imaging {

// White edges on black, RGB, the picture's size: cv2.Canny(picture, low, high) (3 x 3 Sobel, L1 gradient) of the
// colours, not of a grey version: at each pixel the channel with the steepest slope counts, so that an edge between two
// colours of the same luminance is found. That is what controlnet_aux's CannyDetector and BFL's CannyImageEncoder feed
// to FLUX.1-Canny-dev; the default thresholds are BFL's (min_t, max_t). RGB or grey.
Image cannyEdges(const Image& picture, int lowThreshold = 50, int highThreshold = 200);

} // namespace genserve::imaging
