// How CLIP's tokenizer normalises a text and cuts it into words.
//
// Mirrors tokenization_clip.py of transformers 5: NFC, Replace(\s+, " "), Lowercase, Split, ByteLevel.
#pragma once

#include "code_points.h"

namespace genserve::text {

CodePoints clipNormalized(const CodePoints& points);

struct WordSpan {
    std::size_t begin = 0, end = 0; // of the code points
};

// points: normalised. White space between the words is left out.
std::vector<WordSpan> clipWords(const CodePoints& points);

} // namespace genserve::text
