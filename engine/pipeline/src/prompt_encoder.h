// Prompts to the two embeddings that the transformer takes.
//
// Mirrors FluxPipeline.encode_prompt @ diffusers 0.42.1: CLIP gives the pooled vector, T5 the token sequence; no
// attention mask goes to either.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "models/clip_text.h"
#include "models/t5_encoder.h"
#include "pipeline/tokenizers.h"

namespace genserve::pipeline {

struct PromptEmbeds {
    at::Tensor pooled; // [clip hidden size]
    at::Tensor tokens; // [maxSequenceLength, d_model]
    std::string cut;   // the end of the T5 prompt that did not fit; empty when all did
};

struct PromptEncoder {
    Tokenizers tokenizers;
    std::unique_ptr<models::ClipTextModel> clip;
    std::unique_ptr<models::T5EncoderModel> t5;

    // Texts are UTF-8 and used as they are.
    [[nodiscard]] PromptEmbeds encode(const std::string& prompt, const std::string& prompt2,
                                      int maxSequenceLength) const;
};

} // namespace genserve::pipeline
