// The two tokenizers of a model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/error.h"
#include "pipeline/catalogue.h"
#include "text/tokenizer.h"

namespace genserve::pipeline {

struct Tokenizers {
    std::unique_ptr<text::Tokenizer> clip, t5;
    std::int64_t clipLimit = 0; // tokens: the tokenizer's limit or the encoder's positions, whichever is less
};

// The model's own tokenizers, or those in bundled/clip and bundled/t5. Fails when a tokenizer has ids that its
// encoder's embedding lacks. Reads no weights.
Expected<Tokenizers> openTokenizers(const ModelParts& parts, const std::filesystem::path& bundled);

} // namespace genserve::pipeline
