// The tokens of a text before special tokens and truncation.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "code_points.h"
#include "text/tokenizer.h"

namespace genserve::text {

struct Token {
    std::int64_t id = 0;
    std::uint32_t begin = 0; // byte of the typed text
};

struct Frame {
    std::optional<std::int64_t> first; // begins every sequence
    std::int64_t last = 0;             // ends every sequence, also a truncated one
};

// limit: tokens, those of the frame included; they stay also where the limit leaves no room for text.
TokenizedText framed(const std::vector<Token>& tokens, const CodePoints& typed, Frame frame, std::int64_t limit);

} // namespace genserve::text
