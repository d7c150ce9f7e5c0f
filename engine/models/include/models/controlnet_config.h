// Dimensions of a FLUX ControlNet: diffusers' config.json, or derived from the tensors' shapes.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.h"
#include "models/flux_transformer_config.h"
#include "weights/checkpoint.h"

namespace genserve::models {

// Names and defaults of FluxControlNetModel.__init__ @ diffusers 0.42.1; 0 stands for its None.
struct ControlNetConfig {
    FluxTransformerConfig trunk; // without out_channels: there is no output layer
    std::int64_t patch_size = 1; // of the hint block's output
    std::int64_t num_mode = 0;
    std::int64_t conditioning_embedding_channels = 0;

    // One net of several kinds of control, told apart by a mode below num_mode.
    [[nodiscard]] bool isUnion() const { return num_mode > 0; }
    // Has a hint block that sees the control picture's pixels (XLabs); the others see its latents.
    [[nodiscard]] bool seesPixels() const { return conditioning_embedding_channels > 0; }
    // Pixels per token on each axis, given by the hint block.
    [[nodiscard]] std::int64_t hintScale() const { return 8 * patch_size; }

    static Expected<ControlNetConfig> fromFile(const std::filesystem::path& configJson);
    // For single files. Fails where the control input has other channels than the latents, as in inpainting nets.
    static Expected<ControlNetConfig> fromCheckpoint(const weights::Checkpoint& checkpoint);
};

} // namespace genserve::models
