#include "picture_size.h"

#include "tasks/picture_reader.h"

#include <string>

namespace genserve::tasks {

Expected<void> checkPictureSize(std::uint32_t width, std::uint32_t height)
{
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    if (width == 0 || height == 0) {
        return failure(ErrorCode::CorruptFile, "its size is " + size);
    }
    if (width > MaxPictureSide || height > MaxPictureSide || std::int64_t{width} * height > MaxPicturePixels) {
        return failure(ErrorCode::UnsupportedFormat, "its size is " + size + ", the limits are "
                                                         + std::to_string(MaxPictureSide) + " a side and "
                                                         + std::to_string(MaxPicturePixels) + " pixels");
    }
    return {};
}

} // namespace genserve::tasks
