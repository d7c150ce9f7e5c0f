#include "png_text.h"

#include <QByteArray>
#include <QString>

#include <zlib.h>

#include <algorithm>

namespace genserve::tasks {
namespace {

std::string_view textOf(std::span<const std::uint8_t> data)
{
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}

std::string latin1ToUtf8(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

// Cuts the part before the next NUL off the front of rest; nothing where there is no NUL.
std::optional<std::string_view> takeField(std::string_view& rest)
{
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return field;
}

std::optional<std::string> inflated(std::string_view packed, std::size_t maxBytes)
{
    std::string text(maxBytes, '\0');
    uLongf length = text.size();
    const auto* source = reinterpret_cast<const Bytef*>(packed.data());
    if (uncompress(reinterpret_cast<Bytef*>(text.data()), &length, source, packed.size()) != Z_OK) {
        return std::nullopt;
    }
    text.resize(length);
    text.shrink_to_fit();
    return text;
}

// rest begins behind the keyword.
std::optional<std::string> packedValue(std::string_view rest, std::size_t maxInflated)
{
    if (rest.empty() || rest.front() != 0) { // the one method of compression
        return std::nullopt;
    }
    const auto text = inflated(rest.substr(1), maxInflated);
    return text ? std::optional(latin1ToUtf8(*text)) : std::nullopt;
}

std::optional<std::string> internationalValue(std::string_view rest, std::size_t maxInflated)
{
    if (rest.size() < 2) {
        return std::nullopt;
    }
    const bool isPacked = rest.front() != 0;
    rest.remove_prefix(2);
    if (!takeField(rest) || !takeField(rest)) { // language and translated keyword
        return std::nullopt;
    }
    return isPacked ? inflated(rest, maxInflated) : std::optional(std::string(rest));
}

bool isText(const PngChunk& chunk) { return chunk.type == "tEXt" || chunk.type == "zTXt" || chunk.type == "iTXt"; }

} // namespace

void appendPngText(std::vector<std::uint8_t>& file, std::string_view keyword, std::string_view text)
{
    const QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    const bool isLatin1 = std::ranges::all_of(decoded, [](QChar c) { return c.unicode() <= 0xFF; });
    QByteArray data(keyword.data(), static_cast<qsizetype>(keyword.size()));
    // After the keyword's NUL an iTXt chunk has two bytes that say "not compressed", and two empty strings.
    data.append(isLatin1 ? 1 : 5, '\0');
    data.append(isLatin1 ? decoded.toLatin1() : decoded.toUtf8());
    appendPngChunk(file, isLatin1 ? "tEXt" : "iTXt",
                   {reinterpret_cast<const std::uint8_t*>(data.constData()), static_cast<std::size_t>(data.size())});
}

std::string_view pngTextKeyword(const PngChunk& chunk)
{
    std::string_view rest = textOf(chunk.data);
    return isText(chunk) ? takeField(rest).value_or(std::string_view()) : std::string_view();
}

std::optional<std::string> pngTextValue(const PngChunk& chunk, std::size_t maxInflated)
{
    std::string_view rest = textOf(chunk.data);
    if (!isText(chunk) || !takeField(rest)) {
        return std::nullopt;
    }
    if (chunk.type == "zTXt") {
        return packedValue(rest, maxInflated);
    }
    return chunk.type == "iTXt" ? internationalValue(rest, maxInflated) : std::optional(latin1ToUtf8(rest));
}

} // namespace genserve::tasks
