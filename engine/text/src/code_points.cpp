#include "code_points.h"

#include <utf8proc.h>

namespace genserve::text {

namespace {

constexpr char32_t Replacement = 0xFFFD;

struct Sequence {
    char32_t value = Replacement;
    std::size_t length = 1;
};

// Table 3-7 of the Unicode standard: the second byte's range depends on the first one.
Sequence decodeOne(std::string_view text)
{
    const auto byteAt = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byteAt(0);
    if (lead < 0x80) {
        return {lead, 1};
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return {};
    }
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    char32_t value = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || byteAt(i) < low || byteAt(i) > high) {
            return {Replacement, i};
        }
        value = (value << 6) | (byteAt(i) & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    return {value, length};
}

} // namespace

CodePoints decodeUtf8(std::string_view text)
{
    CodePoints points;
    points.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Sequence sequence = decodeOne(text.substr(i));
        const auto begin = static_cast<std::uint32_t>(i);
        i += sequence.length;
        points.push_back({sequence.value, begin, static_cast<std::uint32_t>(i)});
    }
    return points;
}

void appendUtf8(std::string& text, char32_t value)
{
    const auto put = [&](char32_t bits) { text.push_back(static_cast<char>(bits)); };
    if (value < 0x80) {
        put(value);
        return;
    }
    if (value < 0x800) {
        put(0xC0 | (value >> 6));
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put(0x80 | ((value >> 6) & 0x3F));
    } else {
        put(0xF0 | (value >> 18));
        put(0x80 | ((value >> 12) & 0x3F));
        put(0x80 | ((value >> 6) & 0x3F));
    }
    put(0x80 | (value & 0x3F));
}

std::size_t graphemeEnd(const CodePoints& points, std::size_t begin)
{
    utf8proc_int32_t state = 0;
    std::size_t end = begin + 1;
    while (end < points.size()
           && !utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(points[end - 1].value),
                                                static_cast<utf8proc_int32_t>(points[end].value), &state)) {
        ++end;
    }
    return end;
}

} // namespace genserve::text
