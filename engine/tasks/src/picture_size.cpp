#include "picture_size.h"

#include <string>

namespace genserve::tasks {

Expected<void> checkPictureSize(std::uint32_t width, std::uint32_t height, const PictureBounds& bounds)
{
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    if (width == 0 || height == 0) {
        return failure(ErrorCode::CorruptFile, "its size is " + size);
    }
    if (width > bounds.side || height > bounds.side || std::int64_t{width} * height > bounds.pixels) {
        return failure(ErrorCode::UnsupportedFormat, "its size is " + size + ", the limits are "
                                                         + std::to_string(bounds.side) + " a side and "
                                                         + std::to_string(bounds.pixels) + " pixels");
    }
    return {};
}

} // namespace genserve::tasks
