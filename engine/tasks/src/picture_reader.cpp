#include "tasks/picture_reader.h"

#include "base/text_file.h"
#include "imaging/prepare.h"
#include "jpeg_scan.h"
#include "picture_pixels.h"
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

// Only files that were scanned and rebuilt come here, and only the named decoder is tried.
Expected<QImage> decode(const std::vector<std::uint8_t>& rebuilt, const char* format,
                        std::chrono::milliseconds deadline)
{
    DeadlineDevice device(rebuilt, deadline);
    QImageReader reader(&device, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(false);
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

Expected<ReadPicture> decodePng(std::span<const std::uint8_t> bytes, Alpha alpha, std::chrono::milliseconds deadline)
{
    const auto scanned = scanPng(bytes);
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    auto image = decode(scanned->rebuilt, "png", deadline);
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

Expected<ReadPicture> decodeJpeg(std::span<const std::uint8_t> bytes, Alpha alpha, std::chrono::milliseconds deadline)
{
    const auto scanned = scanJpeg(bytes);
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    auto image = decode(scanned->rebuilt, "jpeg", deadline);
    if (!image) {
        return tl::unexpected(image.error());
    }
    ReadPicture picture{oriented(rgbOf(*std::move(image), alpha), scanned->orientation), PictureFormat::Jpeg, {}};
    if (scanned->hasProfile) {
        picture.warnings.push_back("its colour profile is ignored, the colours are taken as sRGB");
    }
    return picture;
}

Expected<ReadPicture> decodeBytes(std::span<const std::uint8_t> bytes, Alpha alpha, std::chrono::milliseconds deadline)
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
    return *format == PictureFormat::Png ? decodePng(bytes, alpha, deadline) : decodeJpeg(bytes, alpha, deadline);
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
    return named(decodeBytes(bytes, Alpha::OnWhite, deadline), name);
}

Expected<ReadPicture> decodeMask(std::span<const std::uint8_t> bytes, const std::string& name,
                                 std::chrono::milliseconds deadline)
{
    auto mask = named(decodeBytes(bytes, Alpha::Ignored, deadline), name);
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
