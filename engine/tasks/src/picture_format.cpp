#include "tasks/picture_format.h"

#include "png_chunks.h"

#include <algorithm>
#include <string>

namespace genserve::tasks {

std::optional<PictureFormat> sniffPictureFormat(std::span<const std::uint8_t> bytes)
{
    if (startsWithPngSignature(bytes)) {
        return PictureFormat::Png;
    }
    if (bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF) {
        return PictureFormat::Jpeg;
    }
    return std::nullopt;
}

Expected<PictureFormat> pictureFormatForOutput(const std::filesystem::path& path)
{
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    if (extension == ".png") {
        return PictureFormat::Png;
    }
    if (extension == ".jpg" || extension == ".jpeg") {
        return PictureFormat::Jpeg;
    }
    return failure(ErrorCode::InvalidArgument,
                   "pictures are written as .png, .jpg or .jpeg"
                       + (extension.empty() ? std::string() : ", not as " + extension),
                   path.string());
}

} // namespace genserve::tasks
