// CLIP's byte-level BPE: words to token ids by a ranked list of merges.
//
// Mirrors models/bpe of the library tokenizers with end_of_word_suffix "</w>" and the byte alphabet of GPT-2.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"

namespace genserve::text {

using Vocabulary = std::unordered_map<std::string, std::int64_t>;
using Merges = std::vector<std::pair<std::string, std::string>>;

struct Symbol {
    std::int64_t id = 0;
    std::uint32_t length = 0; // bytes of the word
};

class BytePairEncoder {
public:
    // unknownId stands for bytes that the vocabulary lacks. Fails where a merge names a token that is not in the
    // vocabulary, with the merge's number; `file` is named in the error.
    static Expected<BytePairEncoder> create(const Vocabulary& vocabulary, const Merges& merges, std::int64_t unknownId,
                                            const std::string& file);

    // word: the bytes of one word. The symbols' lengths add up to the word's.
    [[nodiscard]] std::vector<Symbol> encode(std::string_view word) const;

private:
    struct Merge {
        std::uint32_t rank = 0;
        std::int64_t id = 0;
    };
    struct Pair {
        std::int64_t left, right;
        bool operator==(const Pair&) const = default;
    };
    struct PairHash {
        std::size_t operator()(const Pair& pair) const;
    };
    struct Candidate;
    class Word;

    std::array<std::int64_t, 256> m_byteIds{};     // inside a word
    std::array<std::int64_t, 256> m_lastByteIds{}; // at its end
    std::unordered_map<Pair, Merge, PairHash> m_merges;
};

} // namespace genserve::text
