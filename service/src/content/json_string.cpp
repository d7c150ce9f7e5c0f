#include "content/json_string.h"

#include "content/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace genserve::service {
namespace {

// Bytes that can't just be stepped over.
constexpr std::array<bool, 256> Special = [] {
    std::array<bool, 256> special{};
    for (std::size_t i = 0; i < special.size(); ++i) {
        special[i] = i < 0x20 || i == '"' || i == '\\';
    }
    return special;
}();

std::optional<char32_t> fourHexDigits(std::string_view text)
{
    char32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const char c = i < text.size() ? text[i] : '\0';
        const bool isLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if ((c < '0' || c > '9') && !isLetter) {
            return std::nullopt;
        }
        value = value * 16 + static_cast<char32_t>(isLetter ? (c | 0x20) - 'a' + 10 : c - '0');
    }
    return value;
}

struct Escape {
    char32_t codePoint = 0;
    std::size_t length = 0; // 0 = malformed
};

// text: from after the backslash.
Escape readEscape(std::string_view text)
{
    constexpr std::string_view Letters = "\"\\/bfnrt";
    constexpr std::string_view Meanings = "\"\\/\b\f\n\r\t";
    if (text.empty()) {
        return {};
    }
    if (const std::size_t found = Letters.find(text[0]); found != Letters.npos) {
        return {static_cast<char32_t>(Meanings[found]), 1};
    }
    const auto unit = text[0] == 'u' ? fourHexDigits(text.substr(1)) : std::nullopt;
    if (!unit || (*unit >= 0xDC00 && *unit <= 0xDFFF)) {
        return {};
    }
    if (*unit < 0xD800 || *unit > 0xDBFF) {
        return {*unit, 5};
    }
    const auto low = text.substr(5).starts_with("\\u") ? fourHexDigits(text.substr(7)) : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF) {
        return {};
    }
    return {0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00), 11};
}

} // namespace

tl::expected<JsonStringEnd, JsonStringFault> findStringEnd(std::string_view bytes, std::size_t start)
{
    bool hasEscapes = false;
    unsigned char seen = 0;
    std::size_t at = start;
    for (;;) {
        while (at < bytes.size() && !Special[static_cast<unsigned char>(bytes[at])]) {
            seen |= static_cast<unsigned char>(bytes[at++]);
        }
        if (at >= bytes.size()) {
            return tl::unexpected(JsonStringFault{at, "a string is not closed"});
        }
        if (bytes[at] == '"') {
            break;
        }
        const Escape escape = bytes[at] == '\\' ? readEscape(bytes.substr(at + 1)) : Escape{};
        if (escape.length == 0) {
            return tl::unexpected(JsonStringFault{at, bytes[at] == '\\' ? "an escape in a string is malformed"
                                                                        : "a string has a control character"});
        }
        hasEscapes = true;
        at += 1 + escape.length;
    }
    if (seen >= 0x80 && !isUtf8(bytes.substr(start, at - start))) {
        return tl::unexpected(JsonStringFault{start, "a string is not UTF-8"});
    }
    return JsonStringEnd{at, hasEscapes};
}

std::string unescaped(std::string_view raw)
{
    std::string text;
    text.reserve(raw.size());
    while (!raw.empty()) {
        const std::size_t plain = std::min(raw.find('\\'), raw.size());
        text += raw.substr(0, plain);
        raw.remove_prefix(plain);
        if (!raw.empty()) {
            const Escape escape = readEscape(raw.substr(1));
            appendUtf8(text, escape.codePoint);
            raw.remove_prefix(1 + escape.length);
        }
    }
    return text;
}

} // namespace genserve::service
