// Text as code points that remember where they were typed.
//
// Normalisation drops, joins and splits characters; each code point keeps the bytes of the typed text it stands for,
// so that tokens can be traced back to what the user wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::text {

struct CodePoint {
    char32_t value = 0;
    std::uint32_t begin = 0, end = 0; // bytes of the typed text
};

using CodePoints = std::vector<CodePoint>;

// Each maximal invalid sequence becomes one U+FFFD, as Python's "replace" does it. text: less than 4 GB.
CodePoints decodeUtf8(std::string_view text);

void appendUtf8(std::string& text, char32_t value);

// The end of the extended grapheme cluster (what a reader takes for one character) that begins at `begin`.
std::size_t graphemeEnd(const CodePoints& points, std::size_t begin);

} // namespace genserve::text
