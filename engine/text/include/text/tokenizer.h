// Prompt to token ids, as the tokenizers that diffusers loads under transformers 5 do it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace genserve::text {

struct TokenizedText {
    static constexpr std::size_t NoPlace = static_cast<std::size_t>(-1);

    std::vector<std::int64_t> ids;   // special tokens included, cut to the limit, not padded
    std::vector<std::size_t> begins; // of each id: byte of the text that it begins at; of the frame NoPlace
    std::int64_t count = 0;          // tokens of the whole text, special tokens included
    std::string cut;                 // the end of the text whose tokens were cut off, as typed; empty when all fits
};

class Tokenizer {
public:
    Tokenizer() = default;
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    virtual ~Tokenizer() = default;
    // Invalid UTF-8 is replaced by U+FFFD, never refused. limit >= 2, in tokens. Thread-safe, pure.
    [[nodiscard]] virtual TokenizedText tokenize(std::string_view text, std::int64_t limit) const = 0;
    [[nodiscard]] virtual std::int64_t padId() const = 0;
    // One more than the largest id it can produce: must not exceed the encoder's embedding rows.
    [[nodiscard]] virtual std::int64_t idCount() const = 0;
    // tokenizer_config.json's model_max_length, or the format's default (CLIP 77, T5 512) without one.
    [[nodiscard]] virtual std::int64_t modelMaxLength() const = 0;
};

// A folder with vocab.json + merges.txt, or tokenizer.json (which transformers 5 writes alone).
Expected<std::unique_ptr<Tokenizer>> loadClipTokenizer(const std::filesystem::path& folder);

// A folder with spiece.model, or tokenizer.json (unigram).
Expected<std::unique_ptr<Tokenizer>> loadT5Tokenizer(const std::filesystem::path& folder);

} // namespace genserve::text
