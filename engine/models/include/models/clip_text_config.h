// Dimensions of a CLIP text encoder: transformers' text_encoder/config.json, or derived from the tensors' shapes.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::models {

enum class ClipActivation { QuickGelu, Gelu };

// Names and defaults of CLIPTextConfig @ transformers 5.23.0.
struct ClipTextConfig {
    std::int64_t vocab_size = 49408;
    std::int64_t hidden_size = 512;
    std::int64_t intermediate_size = 2048;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 8;
    std::int64_t max_position_embeddings = 77;
    double layer_norm_eps = 1e-5;
    ClipActivation hidden_act = ClipActivation::QuickGelu;
    std::int64_t eos_token_id = 49407; // 2 means: pool at the highest id, as configs before transformers 4.30 do

    static Expected<ClipTextConfig> fromFile(const std::filesystem::path& configJson);
    // For single files: heads of 64 as in CLIP ViT-L/14, and FLUX.1's pooling at the highest id.
    static Expected<ClipTextConfig> fromCheckpoint(const weights::Checkpoint& checkpoint);
};

} // namespace genserve::models
