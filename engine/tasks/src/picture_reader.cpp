#include "tasks/picture_reader.h"

#include "base/text_file.h"
#include "imaging/prepare.h"
#include "imaging/resize.h"
#include "jpeg_scan.h"
#include "picture_pixels.h"
#include "picture_size.h"
#include "png_scan.h"

#include <QIODevice>
#include <QImage>
#include <QImageReader>

#include <algorithm>
#include <cstring>
#include <utility>

namespace genserve::tasks {
namespace {

// Gives out bytes until the deadline: the decoders ask for a few kilobytes at a time and end where there are no more.
class DeadlineDevice final : public QIODevice {
public:
    DeadlineDevice(std::span<const std::uint8_t> bytes, std::chrono::milliseconds deadline)
        : m_bytes(bytes), m_end(std::chrono::steady_clock::now() + deadline)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool hasExpired() const { return m_hasExpired; }
    [[nodiscard]] qint64 size() const override { return static_cast<qint64>(m_bytes.size()); }
    bool seek(qint64 at) override
    {
        m_at = static_cast<std::size_t>(at);
        return QIODevice::seek(at);
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        m_hasExpired = m_hasExpired || std::chrono::steady_clock::now() >= m_end;
        const std::size_t left = m_at < m_bytes.size() ? m_bytes.size() - m_at : 0;
        const std::size_t count = m_hasExpired ? 0 : std::min(static_cast<std::size_t>(most), left);
        if (count == 0) {
            return -1;
        }
        std::memcpy(data, m_bytes.data() + m_at, count);
        m_at += count;
        return static_cast<qint64>(count);
    }
    qint64 writeData(const char* /*data*/, qint64 /*count*/) override { return -1; }

private:
    std::span<const std::uint8_t> m_bytes;
    std::chrono::steady_clock::time_point m_end;
    std::size_t m_at = 0;
    bool m_hasExpired = false;
};

// How a file is to be read.
struct Reading {
    Alpha alpha = Alpha::OnWhite;
    std::chrono::milliseconds deadline = DecodeDeadline;
    int most = 0; // px a side, larger ones are scaled down to it; 0 = as they are, within the limits of inputs

    [[nodiscard]] PictureBounds bounds(std::int64_t photoPixels) const
    {
        return most == 0 ? PictureBounds{} : PictureBounds{MaxPhotoSide, photoPixels};
    }
    [[nodiscard]] QSize scaled(const QSize& size) const
    {
        const int longest = std::max(size.width(), size.height());
        return most > 0 && longest > most ? (size * (static_cast<double>(most) / longest)).expandedTo({1, 1}) : size;
    }
};

// Only files that were scanned and rebuilt come here, and only the named decoder is tried. size: to be scaled to while
// it is decoded; empty = as it is.
Expected<QImage> decode(const std::vector<std::uint8_t>& rebuilt, const char* format,
                        std::chrono::milliseconds deadline, const QSize& size = {})
{
    DeadlineDevice device(rebuilt, deadline);
    QImageReader reader(&device, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(false);
    if (!size.isEmpty()) {
        reader.setScaledSize(size);
    }
    QImage image;
    const bool isRead = reader.read(&image);
    if (device.hasExpired()) {
        return failure(ErrorCode::UnsupportedFormat,
                       "takes longer than " + std::to_string(deadline.count()) + " ms to decode");
    }
    if (isRead) {
        return image;
    }
    if (reader.error() == QImageReader::UnsupportedFormatError) {
        return failure(ErrorCode::UnsupportedFormat, std::string("this installation of Qt can't read ") + format);
    }
    return failure(ErrorCode::CorruptFile, "its image data is damaged");
}

Expected<ReadPicture> decodePng(std::span<const std::uint8_t> bytes, const Reading& reading)
{
    const auto scanned = scanPng(bytes, reading.bounds(MaxPngPhotoPixels));
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    auto image = decode(scanned->rebuilt, "png", reading.deadline);
    if (!image) {
        return tl::unexpected(image.error());
    }
    const QSize full = image->size(), wanted = reading.scaled(full);
    ReadPicture picture{rgbOf(*std::move(image), reading.alpha, scanned->transparent),
                        PictureFormat::Png,
                        full.width(),
                        full.height(),
                        {}};
    if (wanted != full) {
        picture.image = imaging::resizeLanczos(picture.image, wanted.width(), wanted.height());
    }
    if (scanned->hasProfile) {
        picture.warnings.push_back("its colour profile is ignored, the colours are taken as sRGB");
    }
    if (scanned->isAnimated) {
        picture.warnings.push_back("it is animated, only its still picture is used");
    }
    return picture;
}

Expected<ReadPicture> decodeJpeg(std::span<const std::uint8_t> bytes, const Reading& reading)
{
    const auto scanned = scanJpeg(bytes, reading.bounds(MaxJpegPhotoPixels));
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    const QSize full(scanned->width, scanned->height), wanted = reading.scaled(full);
    auto image = decode(scanned->rebuilt, "jpeg", reading.deadline, wanted == full ? QSize() : wanted);
    if (!image) {
        return tl::unexpected(image.error());
    }
    const bool isTurned = scanned->orientation > 4;
    ReadPicture picture{oriented(rgbOf(*std::move(image), reading.alpha), scanned->orientation),
                        PictureFormat::Jpeg,
                        isTurned ? full.height() : full.width(),
                        isTurned ? full.width() : full.height(),
                        {}};
    if (scanned->hasProfile) {
        picture.warnings.push_back("its colour profile is ignored, the colours are taken as sRGB");
    }
    return picture;
}

Expected<ReadPicture> decodeBytes(std::span<const std::uint8_t> bytes, const Reading& reading)
{
    const std::size_t most = reading.most == 0 ? MaxEncodedPictureBytes : MaxEncodedPhotoBytes;
    if (bytes.empty()) {
        return failure(ErrorCode::CorruptFile, "the file is empty");
    }
    if (bytes.size() > most) {
        return failure(ErrorCode::UnsupportedFormat,
                       "the file has " + std::to_string(bytes.size()) + " bytes, the limit is " + std::to_string(most));
    }
    const auto format = sniffPictureFormat(bytes);
    if (!format) {
        return failure(ErrorCode::UnsupportedFormat, "not a PNG or JPEG picture");
    }
    return *format == PictureFormat::Png ? decodePng(bytes, reading) : decodeJpeg(bytes, reading);
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

Expected<ReadPicture> decodePicture(std::span<const std::uint8_t> bytes, const std::string& name,
                                    std::chrono::milliseconds deadline)
{
    return named(decodeBytes(bytes, {Alpha::OnWhite, deadline}), name);
}

Expected<ReadPicture> decodeMask(std::span<const std::uint8_t> bytes, const std::string& name,
                                 std::chrono::milliseconds deadline)
{
    auto mask = named(decodeBytes(bytes, {Alpha::Ignored, deadline}), name);
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

Expected<ReadPicture> readPhoto(const std::filesystem::path& path, int most)
{
    return readTextFile(path, MaxEncodedPhotoBytes).and_then([&](const std::string& bytes) {
        return decodePhoto(bytesOf(bytes), path.string(), most);
    });
}

Expected<ReadPicture> decodePhoto(std::span<const std::uint8_t> bytes, const std::string& name, int most)
{
    return named(decodeBytes(bytes, {.most = most}), name);
}

Expected<ReadPicture> readMask(const std::filesystem::path& path)
{
    return readTextFile(path, MaxEncodedPictureBytes).and_then([&path](const std::string& bytes) {
        return decodeMask(bytesOf(bytes), path.string());
    });
}

} // namespace genserve::tasks
