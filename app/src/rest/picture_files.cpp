#include "picture_files.h"

#include "base/text_file.h"
#include "tasks/picture_reader.h"
#include "tasks/picture_writer.h"

namespace genserve::app {
namespace {

// Our own PNG of the largest size that can be asked for, with room to spare.
constexpr std::uint64_t MaxFileBytes = 256 * 1024 * 1024;

std::string textOf(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

} // namespace

Expected<std::string> pictureAs(const std::filesystem::path& file, bool asJpeg)
{
    auto bytes = readTextFile(file, MaxFileBytes);
    if (!bytes) {
        return bytes;
    }
    const std::span encoded(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
    if (tasks::sniffPictureFormat(encoded) == (asJpeg ? tasks::PictureFormat::Jpeg : tasks::PictureFormat::Png)) {
        return bytes;
    }
    const auto picture = tasks::decodePicture(encoded, "the picture");
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    const auto texts = tasks::readPictureTexts(file).value_or(tasks::PictureTexts());
    const auto made = asJpeg ? tasks::encodeJpeg(picture->image, texts) : tasks::encodePng(picture->image, texts);
    return made ? Expected<std::string>(textOf(*made)) : tl::unexpected(made.error());
}

std::string previewJpeg(const Image& preview)
{
    const auto made = tasks::encodeJpeg(preview, {});
    return made ? textOf(*made) : std::string();
}

} // namespace genserve::app
