// Dimensions of a T5 v1.1 encoder: transformers' text_encoder_2/config.json, or derived from the tensors' shapes.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::models {

// Names and defaults of T5Config @ transformers 5.23.0.
struct T5EncoderConfig {
    std::int64_t vocab_size = 32128;
    std::int64_t d_model = 512;
    std::int64_t d_kv = 64;
    std::int64_t d_ff = 2048;
    std::int64_t num_layers = 6;
    std::int64_t num_heads = 8;
    std::int64_t relative_attention_num_buckets = 32;
    std::int64_t relative_attention_max_distance = 128;
    double layer_norm_epsilon = 1e-6;

    static Expected<T5EncoderConfig> fromFile(const std::filesystem::path& configJson);
    // For single files: T5 v1.1's distance of 128; the rest follows from the shapes.
    static Expected<T5EncoderConfig> fromCheckpoint(const weights::Checkpoint& checkpoint);
};

} // namespace genserve::models
