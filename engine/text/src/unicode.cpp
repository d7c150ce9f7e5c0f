#include "unicode.h"

#include <algorithm>
#include <array>
#include <span>

#include <utf8proc.h>

namespace genserve::text {

namespace {

struct Range {
    char32_t first, last;
};

// Assigned after Unicode 15.0, the tables of the oldest utf8proc we build with; the reference's tables know them.
constexpr Range NewLetters[] = {
    {0x1C89, 0x1C8A},   {0xA7CB, 0xA7CD},   {0xA7DA, 0xA7DC},   {0x105C0, 0x105F3}, {0x10D4A, 0x10D65},
    {0x10D6F, 0x10D85}, {0x10EC2, 0x10EC4}, {0x11380, 0x11389}, {0x1138B, 0x1138B}, {0x1138E, 0x1138E},
    {0x11390, 0x113B5}, {0x113B7, 0x113B7}, {0x113D1, 0x113D1}, {0x113D3, 0x113D3}, {0x11BC0, 0x11BE0},
    {0x13460, 0x143FA}, {0x16100, 0x1611D}, {0x16D40, 0x16D6C}, {0x18CFF, 0x18CFF}, {0x1E5D0, 0x1E5ED},
    {0x1E5F0, 0x1E5F0}, {0x2EBF0, 0x2EE5D},
};

constexpr Range NewNumbers[] = {
    {0x10D40, 0x10D49}, {0x116D0, 0x116E3}, {0x11BF0, 0x11BF9}, {0x16130, 0x16139},
    {0x16D70, 0x16D79}, {0x1CCF0, 0x1CCF9}, {0x1E5F1, 0x1E5FA},
};

struct CaseRange {
    char32_t first, last;
    std::int32_t toLower;
};

// As above: capitals that got their lower case after Unicode 15.0.
constexpr CaseRange NewCapitals[] = {
    {0x1C89, 0x1C89, 0x1C8A - 0x1C89},
    {0xA7CB, 0xA7CB, 0x264 - 0xA7CB},
    {0xA7CC, 0xA7CC, 1},
    {0xA7CE, 0xA7CE, 1},
    {0xA7D2, 0xA7D2, 1},
    {0xA7D4, 0xA7D4, 1},
    {0xA7DA, 0xA7DA, 1},
    {0xA7DC, 0xA7DC, 0x19B - 0xA7DC},
    {0x10D50, 0x10D65, 0x10D70 - 0x10D50},
    {0x16EA0, 0x16EB8, 0x16EBB - 0x16EA0},
};

bool contains(std::span<const Range> ranges, char32_t value)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [value](Range range) { return value >= range.first && value <= range.last; });
}

utf8proc_category_t category(char32_t value) { return utf8proc_category(static_cast<utf8proc_int32_t>(value)); }

char32_t lowerCase(char32_t value)
{
    for (const CaseRange& range : NewCapitals) {
        if (value >= range.first && value <= range.last) {
            return static_cast<char32_t>(static_cast<std::int32_t>(value) + range.toLower);
        }
    }
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(value)));
}

constexpr auto Compose = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
constexpr utf8proc_ssize_t LongestDecomposition = 4; // of one code point, in NFD

// The composed values of points [begin, end), a whole grapheme cluster.
std::vector<utf8proc_int32_t> composeCluster(const CodePoints& points, std::size_t begin, std::size_t end)
{
    std::vector<utf8proc_int32_t> values;
    int boundary = 0;
    for (std::size_t i = begin; i < end; ++i) {
        std::array<utf8proc_int32_t, LongestDecomposition> parts{};
        const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(points[i].value), parts.data(),
                                                   LongestDecomposition, Compose, &boundary);
        values.insert(values.end(), parts.begin(), parts.begin() + std::clamp<std::ptrdiff_t>(count, 0, 4));
    }
    // utf8proc_decompose sorts marks by combining class; decomposing character by character leaves that to us.
    const auto combiningClass = [](utf8proc_int32_t value) { return utf8proc_get_property(value)->combining_class; };
    for (auto first = values.begin(); first != values.end();) {
        if (combiningClass(*first) == 0) {
            ++first;
            continue;
        }
        const auto last = std::find_if(first, values.end(), [&](auto value) { return combiningClass(value) == 0; });
        std::stable_sort(first, last, [&](auto a, auto b) { return combiningClass(a) < combiningClass(b); });
        first = last;
    }
    const auto count = utf8proc_normalize_utf32(values.data(), static_cast<utf8proc_ssize_t>(values.size()), Compose);
    values.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0)));
    return values;
}

bool isSame(const CodePoints& points, std::size_t begin, std::size_t end, std::span<const utf8proc_int32_t> values)
{
    return std::equal(
        points.begin() + static_cast<std::ptrdiff_t>(begin), points.begin() + static_cast<std::ptrdiff_t>(end),
        values.begin(), values.end(),
        [](const CodePoint& point, utf8proc_int32_t value) { return point.value == static_cast<char32_t>(value); });
}

} // namespace

bool isLetter(char32_t value)
{
    const auto kind = category(value);
    return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) || contains(NewLetters, value);
}

bool isNumber(char32_t value)
{
    const auto kind = category(value);
    return (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO) || contains(NewNumbers, value);
}

bool isWhiteSpace(char32_t value)
{
    constexpr Range Spaces[] = {
        {0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},     {0x1680, 0x1680},
        {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
    };
    return contains(Spaces, value);
}

bool isWordCharacter(char32_t value)
{
    const auto kind = category(value);
    const bool isMark = kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME;
    return isLetter(value) || isMark || kind == UTF8PROC_CATEGORY_ND || kind == UTF8PROC_CATEGORY_NL
           || kind == UTF8PROC_CATEGORY_PC;
}

CodePoints composed(const CodePoints& points)
{
    CodePoints result;
    result.reserve(points.size());
    for (std::size_t begin = 0; begin < points.size();) {
        // No canonical composition reaches over the border of a grapheme cluster.
        const std::size_t end = graphemeEnd(points, begin);
        const bool isAscii = end == begin + 1 && points[begin].value < 0x80;
        const auto values = isAscii ? std::vector<utf8proc_int32_t>{} : composeCluster(points, begin, end);
        if (isAscii || isSame(points, begin, end, values)) {
            result.insert(result.end(), points.begin() + static_cast<std::ptrdiff_t>(begin),
                          points.begin() + static_cast<std::ptrdiff_t>(end));
        } else {
            for (const auto value : values) {
                result.push_back({static_cast<char32_t>(value), points[begin].begin, points[end - 1].end});
            }
        }
        begin = end;
    }
    return result;
}

CodePoints lowerCased(const CodePoints& points)
{
    constexpr char32_t CapitalIWithDot = 0x130;
    constexpr char32_t CombiningDotAbove = 0x307;
    CodePoints result;
    result.reserve(points.size());
    for (const CodePoint& point : points) {
        if (point.value == CapitalIWithDot) {
            result.push_back({U'i', point.begin, point.end});
            result.push_back({CombiningDotAbove, point.begin, point.end});
        } else {
            result.push_back({lowerCase(point.value), point.begin, point.end});
        }
    }
    return result;
}

} // namespace genserve::text
