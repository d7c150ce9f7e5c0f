#include "clip_words.h"

#include <algorithm>

#include "unicode.h"

namespace genserve::text {

namespace {

CodePoints withSingleSpaces(const CodePoints& points)
{
    CodePoints result;
    result.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!isWhiteSpace(points[i].value)) {
            result.push_back(points[i]);
        } else if (i > 0 && isWhiteSpace(points[i - 1].value)) {
            result.back().end = points[i].end;
        } else {
            result.push_back({U' ', points[i].begin, points[i].end});
        }
    }
    return result;
}

bool startsWith(const CodePoints& points, std::size_t at, std::u32string_view text)
{
    return text.size() <= points.size() - at
           && std::equal(text.begin(), text.end(), points.begin() + static_cast<std::ptrdiff_t>(at),
                         [](char32_t value, const CodePoint& point) { return value == point.value; });
}

bool isOther(char32_t value) { return !isWhiteSpace(value) && !isLetter(value) && !isNumber(value); }

template <class Predicate>
std::size_t runEnd(const CodePoints& points, std::size_t begin, Predicate predicate)
{
    while (begin < points.size() && predicate(points[begin].value)) {
        ++begin;
    }
    return begin;
}

// 's|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+ at `at`, where no white space is.
std::size_t wordEnd(const CodePoints& points, std::size_t at)
{
    for (const std::u32string_view ending : {U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"}) {
        if (startsWith(points, at, ending)) {
            return at + ending.size();
        }
    }
    if (isNumber(points[at].value)) {
        return at + 1;
    }
    return isLetter(points[at].value) ? runEnd(points, at, isLetter) : runEnd(points, at, isOther);
}

// <\|startoftext\|>|<\|endoftext\|>, which come first in the pattern: the literal's length, or 0.
std::size_t literalLength(const CodePoints& points, std::size_t at)
{
    for (const std::u32string_view literal : {U"<|startoftext|>", U"<|endoftext|>"}) {
        if (startsWith(points, at, literal)) {
            return literal.size();
        }
    }
    return 0;
}

} // namespace

CodePoints clipNormalized(const CodePoints& points) { return lowerCased(withSingleSpaces(composed(points))); }

std::vector<WordSpan> clipWords(const CodePoints& points)
{
    std::vector<WordSpan> words;
    for (std::size_t at = 0; at < points.size();) {
        if (isWhiteSpace(points[at].value)) {
            ++at;
        } else if (const std::size_t length = literalLength(points, at)) {
            // ByteLevel's own pattern splits the literal into "<|", its letters and "|>".
            words.insert(words.end(), {{at, at + 2}, {at + 2, at + length - 2}, {at + length - 2, at + length}});
            at += length;
        } else {
            words.push_back({at, wordEnd(points, at)});
            at = words.back().end;
        }
    }
    return words;
}

} // namespace genserve::text
