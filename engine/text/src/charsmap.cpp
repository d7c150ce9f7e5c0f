#include "charsmap.h"

namespace genserve::text {

namespace {

// darts-clone's units: https://github.com/s-yata/darts-clone, include/darts.h, class DoubleArrayUnit.
bool hasLeaf(std::uint32_t unit) { return ((unit >> 8) & 1) != 0; }

std::uint32_t value(std::uint32_t unit) { return unit & 0x7FFFFFFFu; }

std::uint32_t label(std::uint32_t unit) { return unit & 0x800000FFu; }

std::uint32_t offset(std::uint32_t unit) { return (unit >> 10) << ((unit & (1u << 9)) >> 6); }

std::uint32_t littleEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t number = 0;
    for (unsigned i = 0; i < 4; ++i) {
        number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    }
    return number;
}

// Longer clusters are always mapped character by character.
constexpr std::size_t ClusterLimit = 6; // bytes

void appendReplacement(CodePoints& result, std::string_view text, const CodePoint& first, const CodePoint& last)
{
    for (const CodePoint& point : decodeUtf8(text)) {
        result.push_back({point.value, first.begin, last.end});
    }
}

} // namespace

Expected<Charsmap> Charsmap::create(std::string_view blob, const std::string& file)
{
    Charsmap map;
    if (blob.empty()) {
        return map;
    }
    const std::size_t trieBytes = blob.size() >= 4 ? littleEndian(blob, 0) : 0;
    if (trieBytes == 0 || trieBytes % 4 != 0 || trieBytes > blob.size() - 4) {
        return failure(ErrorCode::CorruptFile, "the precompiled_charsmap's trie is longer than the map itself", file);
    }
    for (std::size_t at = 4; at < 4 + trieBytes; at += 4) {
        map.m_units.push_back(littleEndian(blob, at));
    }
    map.m_replacements = blob.substr(4 + trieBytes);
    return map;
}

std::optional<std::string_view> Charsmap::replacement(std::string_view chunk) const
{
    std::size_t at = offset(m_units[0]);
    for (const char c : chunk) {
        const auto byte = static_cast<unsigned char>(c);
        at ^= byte;
        if (byte == 0 || at >= m_units.size() || label(m_units[at]) != byte) {
            return std::nullopt;
        }
        const std::uint32_t unit = m_units[at];
        at ^= offset(unit);
        if (hasLeaf(unit)) {
            const std::size_t begin = at < m_units.size() ? value(m_units[at]) : m_replacements.size();
            if (begin >= m_replacements.size()) {
                return std::nullopt;
            }
            return std::string_view(m_replacements).substr(begin, m_replacements.find('\0', begin) - begin);
        }
    }
    return std::nullopt;
}

CodePoints Charsmap::normalized(const CodePoints& points) const
{
    if (m_units.empty()) {
        return points;
    }
    CodePoints result;
    result.reserve(points.size());
    std::string chunk;
    for (std::size_t begin = 0; begin < points.size();) {
        const std::size_t end = graphemeEnd(points, begin);
        chunk.clear();
        for (std::size_t i = begin; i < end; ++i) {
            appendUtf8(chunk, points[i].value);
        }
        const auto whole = chunk.size() < ClusterLimit ? replacement(chunk) : std::nullopt;
        if (whole) {
            appendReplacement(result, *whole, points[begin], points[end - 1]);
            begin = end;
        }
        for (; begin < end; ++begin) {
            chunk.clear();
            appendUtf8(chunk, points[begin].value);
            if (const auto single = replacement(chunk)) {
                appendReplacement(result, *single, points[begin], points[begin]);
            } else {
                result.push_back(points[begin]);
            }
        }
    }
    return result;
}

} // namespace genserve::text
