// Reads T5's pieces and character map from any of the forms they are published in.
//
// transformers 5 takes nothing else from the files: it rebuilds normaliser and pre-tokenizer itself, treats every
// piece alike whatever its type (tokenization_t5.py, convert_slow_tokenizer.py: SentencePieceExtractor, T5Converter).
#pragma once

#include <filesystem>

#include <nlohmann/json_fwd.hpp>

#include "charsmap.h"
#include "unigram.h"

namespace genserve::text {

constexpr std::int64_t UnknownPiece = 2; // tokenization_t5.py: Unigram(unk_id=2), whatever the files say

struct T5Pieces {
    std::vector<Piece> pieces;        // more than UnknownPiece
    std::vector<std::string> symbols; // to be looked for in the text, besides the sentinels
    Charsmap charsmap;
};

// tokenizerJson: the folder's tokenizer.json, or null where spiece.model is to be read, which lacks the sentinels:
// then <extra_id_(extraIds-1)> ... <extra_id_0> follow its pieces.
Expected<T5Pieces> readT5Pieces(const std::filesystem::path& folder, const nlohmann::json* tokenizerJson,
                                std::int64_t extraIds);

std::string sentinel(std::int64_t number); // "<extra_id_0>"

} // namespace genserve::text
