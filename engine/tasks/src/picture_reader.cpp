#include "tasks/picture_reader.h"

#include "base/text_file.h"
#include "imaging/prepare.h"
#include "jpeg_scan.h"
#include "picture_pixels.h"
#include "png_scan.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>

#include <utility>

namespace genserve::tasks {
namespace {

// Only files that were scanned and rebuilt come here, and only the named decoder is tried.
Expected<QImage> decode(const std::vector<std::uint8_t>& rebuilt, const char* format)
{
    QBuffer buffer;
    buffer.setData(reinterpret_cast<const char*>(rebuilt.data()), static_cast<int>(rebuilt.size()));
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(false);
    QImage image;
    if (reader.read(&image)) {
        return image;
    }
    if (reader.error() == QImageReader::UnsupportedFormatError) {
        return failure(ErrorCode::UnsupportedFormat, std::string("this installation of Qt can't read ") + format);
    }
    return failure(ErrorCode::CorruptFile, "its image data is damaged");
}

Expected<ReadPicture> decodePng(std::span<const std::uint8_t> bytes, Alpha alpha)
{
    const auto scanned = scanPng(bytes);
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    auto image = decode(scanned->rebuilt, "png");
    if (!image) {
        return tl::unexpected(image.error());
    }
    ReadPicture picture{rgbOf(*std::move(image), alpha, scanned->transparent), PictureFormat::Png, {}};
    if (scanned->hasProfile) {
        picture.warnings.push_back("its colour profile is ignored, the colours are taken as sRGB");
    }
    if (scanned->isAnimated) {
        picture.warnings.push_back("it is animated, only its still picture is used");
    }
    return picture;
}

Expected<ReadPicture> decodeJpeg(std::span<const std::uint8_t> bytes, Alpha alpha)
{
    const auto scanned = scanJpeg(bytes);
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    auto image = decode(scanned->rebuilt, "jpeg");
    if (!image) {
        return tl::unexpected(image.error());
    }
    ReadPicture picture{oriented(rgbOf(*std::move(image), alpha), scanned->orientation), PictureFormat::Jpeg, {}};
    if (scanned->hasProfile) {
        picture.warnings.push_back("its colour profile is ignored, the colours are taken as sRGB");
    }
    return picture;
}

Expected<ReadPicture> decodeBytes(std::span<const std::uint8_t> bytes, Alpha alpha)
{
    if (bytes.empty()) {
        return failure(ErrorCode::CorruptFile, "the file is empty");
    }
    if (bytes.size() > MaxEncodedPictureBytes) {
        return failure(ErrorCode::UnsupportedFormat, "the file has " + std::to_string(bytes.size())
                                                         + " bytes, the limit is "
                                                         + std::to_string(MaxEncodedPictureBytes));
    }
    const auto format = sniffPictureFormat(bytes);
    if (!format) {
        return failure(ErrorCode::UnsupportedFormat, "not a PNG or JPEG picture");
    }
    return *format == PictureFormat::Png ? decodePng(bytes, alpha) : decodeJpeg(bytes, alpha);
}

Expected<ReadPicture> named(Expected<ReadPicture> picture, const std::string& name)
{
    if (!picture) {
        picture.error().context = name;
    }
    return picture;
}

std::span<const std::uint8_t> bytesOf(const std::string& text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

Expected<ReadPicture> decodePicture(std::span<const std::uint8_t> bytes, const std::string& name)
{
    return named(decodeBytes(bytes, Alpha::OnWhite), name);
}

Expected<ReadPicture> decodeMask(std::span<const std::uint8_t> bytes, const std::string& name)
{
    auto mask = named(decodeBytes(bytes, Alpha::Ignored), name);
    if (mask) {
        mask->image = imaging::toGrey(mask->image);
    }
    return mask;
}

Expected<ReadPicture> readPicture(const std::filesystem::path& path)
{
    return readTextFile(path, MaxEncodedPictureBytes).and_then([&path](const std::string& bytes) {
        return decodePicture(bytesOf(bytes), path.string());
    });
}

Expected<ReadPicture> readMask(const std::filesystem::path& path)
{
    return readTextFile(path, MaxEncodedPictureBytes).and_then([&path](const std::string& bytes) {
        return decodeMask(bytesOf(bytes), path.string());
    });
}

} // namespace genserve::tasks
