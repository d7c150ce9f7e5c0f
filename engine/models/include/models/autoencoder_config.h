// Dimensions of the autoencoder: diffusers' vae/config.json, or derived from the tensors' shapes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/error.h"
#include "weights/checkpoint.h"

namespace genserve::models {

// Names and defaults of AutoencoderKL.__init__ @ diffusers 0.42.1.
struct AutoencoderConfig {
    std::vector<std::int64_t> block_out_channels{64};
    std::int64_t layers_per_block = 1;
    std::int64_t latent_channels = 4;
    std::int64_t norm_num_groups = 32;
    double scaling_factor = 0.18215;
    double shift_factor = 0;
    bool use_quant_conv = true;
    bool use_post_quant_conv = true;
    bool mid_block_add_attention = true;

    // Pixels per latent cell on each axis.
    [[nodiscard]] std::int64_t scaleFactor() const { return std::int64_t{1} << (block_out_channels.size() - 1); }

    static Expected<AutoencoderConfig> fromFile(const std::filesystem::path& configJson);
    // For single files: FLUX.1's scaling 0.3611 and shift 0.1159, 32 groups.
    static Expected<AutoencoderConfig> fromCheckpoint(const weights::Checkpoint& checkpoint);
};

} // namespace genserve::models
