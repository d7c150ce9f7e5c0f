#include "jpeg_texts.h"

#include <QString>

#include <algorithm>
#include <string_view>

namespace genserve::tasks {
namespace {

constexpr std::uint8_t ScanMarker = 0xDA, App1Marker = 0xE1, CommentMarker = 0xFE;
constexpr std::string_view ExifStart("Exif\0\0", 6);
constexpr std::string_view UnicodeComment("UNICODE\0", 8);

std::string_view viewOf(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The writers of generated pictures put nothing behind the comment, so the text ends with the segment or with a NUL.
// Its byte order is the one in which it begins with a letter of ASCII.
std::string userComment(std::string_view exif)
{
    const std::size_t start = exif.find(UnicodeComment);
    if (start == std::string_view::npos) {
        return {};
    }
    const std::string_view units = exif.substr(start + UnicodeComment.size());
    const bool isLittleEndian = units.size() >= 2 && units[1] == 0;
    QString text;
    for (std::size_t at = 0; at + 1 < units.size(); at += 2) {
        const auto first = static_cast<std::uint8_t>(units[at]);
        const auto second = static_cast<std::uint8_t>(units[at + 1]);
        const auto unit = static_cast<char16_t>(isLittleEndian ? second << 8 | first : first << 8 | second);
        if (unit == 0) {
            break;
        }
        text.append(QChar(unit));
    }
    return text.toStdString();
}

} // namespace

std::string jpegComment(std::span<const std::uint8_t> file, std::size_t maxBytes)
{
    std::string comment;
    for (std::size_t at = 2; at + 4 <= file.size() && file[at] == 0xFF && file[at + 1] != ScanMarker;) {
        const std::size_t length = std::size_t{file[at + 2]} << 8 | file[at + 3];
        if (length < 2 || length > file.size() - at - 2) {
            break;
        }
        const std::string_view body = viewOf(file.subspan(at + 4, length - 2));
        if (file[at + 1] == App1Marker && body.starts_with(ExifStart)) {
            if (auto text = userComment(body); !text.empty()) {
                comment = std::move(text);
                break;
            }
        }
        if (file[at + 1] == CommentMarker && comment.empty()) {
            // Through QString, so that what is not UTF-8 becomes replacement characters.
            comment = QString::fromUtf8(body.data(), static_cast<qsizetype>(body.size())).toStdString();
        }
        at += 2 + length;
    }
    return comment.substr(0, maxBytes);
}

} // namespace genserve::tasks
