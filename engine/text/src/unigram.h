// T5's unigram model: the most probable way to spell a word by pieces.
//
// Mirrors models/unigram (encode_optimized) of the library tokenizers, sums of scores in double included.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::text {

struct Piece {
    std::string text;
    double score = 0; // log probability
};

struct PieceSpan {
    std::int64_t id = 0;
    std::size_t begin = 0; // byte of the word
};

class Unigram {
public:
    // A piece's id is its place in the list; of equal pieces the last one counts. unknownId < pieces.size().
    Unigram(std::vector<Piece> pieces, std::int64_t unknownId);

    // word: UTF-8. Neighbouring unknown characters give one unknown piece.
    [[nodiscard]] std::vector<PieceSpan> encode(std::string_view word) const;
    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_pieces; }

private:
    struct Step {
        std::int64_t id = 0;
        double score = 0;
        std::size_t begin = SIZE_MAX; // SIZE_MAX: not reached
    };
    void tryPieces(std::string_view word, std::size_t begin, std::vector<Step>& best) const;

    std::vector<Piece> m_pieces;
    std::vector<std::uint32_t> m_sorted;      // places of the pieces in byte order
    std::vector<std::uint32_t> m_firstByByte; // where in m_sorted the pieces begin that start with a byte; 257 values
    std::int64_t m_unknownId = 0;
    double m_unknownScore = 0;
};

} // namespace genserve::text
