#include "tasks/picture_writer.h"

#include "atomic_file.h"
#include "png_chunks.h"
#include "png_text.h"
#include "tasks/picture_format.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>

#include <string>

namespace genserve::tasks {
namespace {

// zlib's level 1 in the scale of QImageWriter: a photograph of 1024 x 1024 takes 55 ms and 1.89 MB; at the default
// level it takes 180 ms and 1.64 MB.
constexpr int PngCompression = 11;
constexpr int JpegQuality = 95;
constexpr std::size_t MaxJpegComment = 65533;

// A view, no copy: valid as long as the image.
QImage viewOf(const Image& image)
{
    const auto format = image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
    return {image.pixels.data(), image.width, image.height, static_cast<qsizetype>(image.rowBytes()), format};
}

Expected<QByteArray> encode(const Image& image, const char* format, int compression, int quality)
{
    if (image.isEmpty() || (image.channels != 1 && image.channels != 3)) {
        return failure(ErrorCode::Internal, "a picture with " + std::to_string(image.channels) + " channels and "
                                                + std::to_string(image.pixels.size()) + " bytes can't be written");
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setCompression(compression);
    writer.setQuality(quality);
    if (!writer.write(viewOf(image))) {
        return failure(ErrorCode::Internal,
                       std::string("can't encode ") + format + ": " + writer.errorString().toStdString());
    }
    return bytes;
}

std::span<const std::uint8_t> viewOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Expected<std::vector<std::uint8_t>> encodePng(const Image& image, const PictureTexts& texts)
{
    const auto encoded = encode(image, "png", PngCompression, -1);
    if (!encoded) {
        return tl::unexpected(encoded.error());
    }
    const auto chunks = pngChunks(viewOf(*encoded));
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    std::vector<std::uint8_t> file;
    file.reserve(static_cast<std::size_t>(encoded->size()) + texts.parameters.size() + texts.genserve.size() + 256);
    appendPngSignature(file);
    for (const PngChunk& chunk : *chunks) {
        // Resolution and the like, which Qt adds by its own lights, say nothing about the picture.
        if (chunk.isCritical()) {
            file.insert(file.end(), chunk.whole.begin(), chunk.whole.end());
        }
        if (chunk.type == "IHDR" && !texts.parameters.empty()) {
            appendPngText(file, "parameters", texts.parameters);
        }
        if (chunk.type == "IHDR" && !texts.genserve.empty()) {
            appendPngText(file, "genserve", texts.genserve);
        }
    }
    return file;
}

Expected<std::vector<std::uint8_t>> encodeJpeg(const Image& image, const PictureTexts& texts)
{
    const auto encoded = encode(image, "jpeg", -1, JpegQuality);
    if (!encoded) {
        return tl::unexpected(encoded.error());
    }
    const auto bytes = viewOf(*encoded);
    // The comment goes behind the JFIF segment, which has to come first.
    const bool hasJfif = bytes.size() > 6 && bytes[2] == 0xFF && bytes[3] == 0xE0;
    const std::size_t start = hasJfif ? 4 + (std::size_t{bytes[4]} << 8 | bytes[5]) : 2;
    std::vector<std::uint8_t> file(bytes.begin(), bytes.end());
    const std::string& comment = texts.parameters;
    if (!comment.empty() && comment.size() <= MaxJpegComment) {
        const std::size_t length = comment.size() + 2;
        std::vector<std::uint8_t> segment{0xFF, 0xFE, static_cast<std::uint8_t>(length >> 8),
                                          static_cast<std::uint8_t>(length & 0xFF)};
        segment.insert(segment.end(), comment.begin(), comment.end());
        file.insert(file.begin() + static_cast<std::ptrdiff_t>(start), segment.begin(), segment.end());
    }
    return file;
}

Expected<void> writePng(const std::filesystem::path& path, const Image& image, const PictureTexts& texts)
{
    return encodePng(image, texts).and_then([&path](const auto& bytes) { return writeFileAtomically(path, bytes); });
}

Expected<void> writePicture(const std::filesystem::path& path, const Image& image, const PictureTexts& texts)
{
    const auto format = pictureFormatForOutput(path);
    if (!format) {
        return tl::unexpected(format.error());
    }
    if (*format == PictureFormat::Png) {
        return writePng(path, image, texts);
    }
    return encodeJpeg(image, texts).and_then([&path](const auto& bytes) { return writeFileAtomically(path, bytes); });
}

} // namespace genserve::tasks
