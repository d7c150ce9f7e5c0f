// Dimensions of a FLUX.1 transformer: diffusers' transformer/config.json, or derived from the tensors' shapes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::models {

// Names and defaults of FluxTransformer2DModel.__init__ @ diffusers 0.42.1.
struct FluxTransformerConfig {
    std::int64_t in_channels = 64;
    std::int64_t out_channels = 64;
    std::int64_t num_layers = 19;
    std::int64_t num_single_layers = 38;
    std::int64_t attention_head_dim = 128;
    std::int64_t num_attention_heads = 24;
    std::int64_t joint_attention_dim = 4096;
    std::int64_t pooled_projection_dim = 768;
    bool guidance_embeds = false;
    std::vector<std::int64_t> axes_dims_rope{16, 56, 56};

    [[nodiscard]] std::int64_t innerDim() const { return num_attention_heads * attention_head_dim; }

    static Expected<FluxTransformerConfig> fromFile(const std::filesystem::path& configJson);

    // For single files, which carry no config. The head size is that of the query norm; the rotary axes are split as
    // in FLUX.1: an eighth of the head for the first axis, the rest halved. Fails naming the tensor that is missing.
    static Expected<FluxTransformerConfig> fromCheckpoint(const weights::Checkpoint& checkpoint);
};

} // namespace genserve::models
