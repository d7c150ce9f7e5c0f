#include "mat_view.h"

#include <opencv2/core/utility.hpp>

namespace genserve::imaging {
namespace {

// Workers are one thread a device and share the cores through libtorch's OpenMP pool; a second pool would fight it.
void withoutThreads()
{
    static const bool done = (cv::setNumThreads(1), true);
    static_cast<void>(done);
}

} // namespace

cv::Mat viewOf(Image& image)
{
    withoutThreads();
    return {image.height, image.width, CV_8UC(image.channels), image.pixels.data()};
}

cv::Mat viewOf(const Image& image)
{
    withoutThreads();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): cv::Mat has no read-only form
    return {image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data())};
}

} // namespace genserve::imaging
