#include "unigram.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace genserve::text {

namespace {

constexpr double UnknownPenalty = 10.0; // tokenizers models/unigram/model.rs: K_UNK_PENALTY

std::size_t characterLength(char lead)
{
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

unsigned char byteAt(const std::string& text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

} // namespace

Unigram::Unigram(std::vector<Piece> pieces, std::int64_t unknownId)
    : m_pieces(std::move(pieces)), m_firstByByte(257), m_unknownId(unknownId)
{
    m_sorted.resize(m_pieces.size());
    std::iota(m_sorted.begin(), m_sorted.end(), 0u);
    std::sort(m_sorted.begin(), m_sorted.end(), [this](std::uint32_t a, std::uint32_t b) {
        const int order = m_pieces[a].text.compare(m_pieces[b].text);
        return order != 0 ? order < 0 : a > b;
    });
    const auto duplicates = std::unique(m_sorted.begin(), m_sorted.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_pieces[a].text == m_pieces[b].text;
    });
    m_sorted.erase(duplicates, m_sorted.end());
    std::erase_if(m_sorted, [this](std::uint32_t i) { return m_pieces[i].text.empty(); });
    for (const std::uint32_t i : m_sorted) {
        ++m_firstByByte[byteAt(m_pieces[i].text, 0) + 1u];
    }
    std::partial_sum(m_firstByByte.begin(), m_firstByByte.end(), m_firstByByte.begin());

    double lowest = std::numeric_limits<double>::infinity();
    for (const Piece& piece : m_pieces) {
        lowest = std::min(lowest, piece.score);
    }
    m_unknownScore = lowest - UnknownPenalty;
}

// Extends the best spelling up to `begin` by every piece that continues the word there.
void Unigram::tryPieces(std::string_view word, std::size_t begin, std::vector<Step>& best) const
{
    const double scoreSoFar = best[begin].score;
    const auto reach = [&](std::size_t end, std::int64_t id, double score) {
        if (best[end].begin == SIZE_MAX || score > best[end].score) {
            best[end] = {id, score, begin};
        }
    };
    const std::size_t length = characterLength(word[begin]);
    const auto lead = static_cast<unsigned char>(word[begin]);
    auto low = m_sorted.begin() + m_firstByByte[lead];
    auto high = m_sorted.begin() + m_firstByByte[lead + 1u];
    bool hasSingle = false;
    for (std::size_t depth = 1; low != high; ++depth) {
        // All of [low, high) begin with the same `depth` bytes; the one that is no longer than that sorts first.
        const Piece& piece = m_pieces[*low];
        if (piece.text.size() == depth) {
            reach(begin + depth, *low, scoreSoFar + piece.score);
            hasSingle = hasSingle || depth == length;
            ++low;
        }
        if (begin + depth == word.size()) {
            break;
        }
        const auto next = static_cast<unsigned char>(word[begin + depth]);
        low = std::partition_point(low, high, [&](auto i) { return byteAt(m_pieces[i].text, depth) < next; });
        high = std::partition_point(low, high, [&](auto i) { return byteAt(m_pieces[i].text, depth) <= next; });
    }
    if (!hasSingle) {
        reach(begin + length, m_unknownId, scoreSoFar + m_unknownScore);
    }
}

std::vector<PieceSpan> Unigram::encode(std::string_view word) const
{
    std::vector<Step> best(word.size() + 1);
    best[0].begin = 0;
    for (std::size_t begin = 0; begin < word.size(); begin += characterLength(word[begin])) {
        tryPieces(word, begin, best);
    }
    std::vector<PieceSpan> spans;
    for (std::size_t end = word.size(); end > 0; end = best[end].begin) {
        const bool continuesUnknown = best[end].id == m_unknownId && !spans.empty() && spans.back().id == m_unknownId;
        if (continuesUnknown) {
            spans.back().begin = best[end].begin;
        } else {
            spans.push_back({best[end].id, best[end].begin});
        }
    }
    std::reverse(spans.begin(), spans.end());
    return spans;
}

} // namespace genserve::text
