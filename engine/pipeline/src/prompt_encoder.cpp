#include "prompt_encoder.h"

namespace genserve::pipeline {
namespace {

std::vector<std::int64_t> padded(const text::Tokenizer& tokenizer, std::vector<std::int64_t> ids, std::int64_t length)
{
    ids.resize(static_cast<std::size_t>(length), tokenizer.padId());
    return ids;
}

} // namespace

PromptEmbeds PromptEncoder::encode(const std::string& prompt, const std::string& prompt2, int maxSequenceLength) const
{
    const auto clipText = tokenizers.clip->tokenize(prompt, tokenizers.clipLimit);
    auto t5Text = tokenizers.t5->tokenize(prompt2, maxSequenceLength);
    PromptEmbeds embeds;
    embeds.pooled = clip->forward(padded(*tokenizers.clip, clipText.ids, tokenizers.clipLimit));
    embeds.tokens = t5->forward(padded(*tokenizers.t5, t5Text.ids, maxSequenceLength));
    embeds.cut = std::move(t5Text.cut);
    return embeds;
}

} // namespace genserve::pipeline
