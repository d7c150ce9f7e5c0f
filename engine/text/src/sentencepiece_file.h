// Reads the parts of a sentencepiece model (spiece.model) that transformers uses.
//
// The file is a protobuf message, see sentencepiece_model.proto of google/sentencepiece. It is read by hand because
// transformers takes only pieces and character map from it and goes its own ways with them (docs in t5_pieces.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "unigram.h"

namespace genserve::text {

struct SentencepieceModel {
    std::vector<Piece> pieces;
    std::vector<std::string> symbols; // pieces of the types CONTROL and USER_DEFINED
    std::string charsmap;             // normalizer_spec.precompiled_charsmap
};

// Fails where the bytes are no such message, hold no piece or a model other than unigram; `file` is named.
Expected<SentencepieceModel> parseSentencepieceModel(std::string_view bytes, const std::string& file);

} // namespace genserve::text
