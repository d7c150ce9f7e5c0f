#include "added_tokens.h"

#include <algorithm>

#include "unicode.h"

namespace genserve::text {

namespace {

CodePoints slice(const CodePoints& points, std::size_t first, std::size_t last)
{
    return {points.begin() + static_cast<std::ptrdiff_t>(first), points.begin() + static_cast<std::ptrdiff_t>(last)};
}

bool standsAlone(const CodePoints& points, std::size_t begin, std::size_t end)
{
    return (begin == 0 || !isWordCharacter(points[begin - 1].value))
           && (end == points.size() || !isWordCharacter(points[end].value));
}

} // namespace

void AddedTokens::add(const AddedToken& token, std::optional<std::int64_t> modelId)
{
    if (token.content.empty()) {
        return;
    }
    const std::int64_t nextFree = std::max(m_largestId + 1, m_vocabularySize);
    const std::int64_t id = idOf(token.content).value_or(modelId.value_or(nextFree));
    m_entries[token.content] = {token, id};
    m_largestId = std::max(m_largestId, id);
}

std::optional<std::int64_t> AddedTokens::idOf(const std::string& content) const
{
    const auto entry = m_entries.find(content);
    return entry != m_entries.end() ? std::optional(entry->second.id) : std::nullopt;
}

std::int64_t AddedTokens::largestId() const { return m_largestId; }

void AddedTokens::prepare(Normalize normalize)
{
    m_normalize = std::move(normalize);
    for (const auto& [content, entry] : m_entries) {
        const CodePoints typed = decodeUtf8(content);
        Pattern pattern{{}, entry.token, entry.id};
        for (const CodePoint& point : entry.token.isNormalized ? m_normalize(typed) : typed) {
            pattern.text.push_back(point.value);
        }
        if (!pattern.text.empty()) {
            auto& patterns = (entry.token.isNormalized ? m_normalized : m_typed)[pattern.text.front()];
            patterns.push_back(std::move(pattern));
        }
    }
    for (Patterns* all : {&m_typed, &m_normalized}) {
        for (auto& [first, patterns] : *all) {
            std::stable_sort(patterns.begin(), patterns.end(),
                             [](const Pattern& a, const Pattern& b) { return a.text.size() > b.text.size(); });
        }
    }
}

const AddedTokens::Pattern* AddedTokens::longestAt(const Patterns& patterns, const CodePoints& points, std::size_t at)
{
    const auto candidates = patterns.find(points[at].value);
    if (candidates == patterns.end()) {
        return nullptr;
    }
    for (const Pattern& pattern : candidates->second) {
        if (pattern.text.size() <= points.size() - at
            && std::equal(pattern.text.begin(), pattern.text.end(), points.begin() + static_cast<std::ptrdiff_t>(at),
                          [](char32_t value, const CodePoint& point) { return value == point.value; })) {
            return &pattern;
        }
    }
    return nullptr;
}

void AddedTokens::splitInto(std::vector<Segment>& segments, const Patterns& patterns, const CodePoints& points)
{
    std::size_t splitUpTo = 0;
    for (std::size_t at = 0; at < points.size();) {
        const Pattern* const match = longestAt(patterns, points, at);
        const std::size_t matchEnd = at + (match ? match->text.size() : 1);
        if (match && (!match->token.isSingleWord || standsAlone(points, at, matchEnd))) {
            std::size_t begin = at;
            std::size_t end = matchEnd;
            while (match->token.stripsLeft && begin > splitUpTo && isWhiteSpace(points[begin - 1].value)) {
                --begin;
            }
            while (match->token.stripsRight && end < points.size() && isWhiteSpace(points[end].value)) {
                ++end;
            }
            if (begin > splitUpTo) {
                segments.push_back({slice(points, splitUpTo, begin), std::nullopt});
            }
            segments.push_back({slice(points, begin, end), match->id});
            splitUpTo = end;
        }
        at = matchEnd;
    }
    if (splitUpTo < points.size()) {
        segments.push_back({slice(points, splitUpTo, points.size()), std::nullopt});
    }
}

std::vector<Segment> AddedTokens::split(const CodePoints& typed) const
{
    std::vector<Segment> parts;
    std::vector<Segment> segments;
    splitInto(parts, m_typed, typed);
    for (Segment& part : parts) {
        if (part.id) {
            segments.push_back(std::move(part));
        } else {
            splitInto(segments, m_normalized, m_normalize(part.points));
        }
    }
    return segments;
}

} // namespace genserve::text
