// What a denoising run of a transformer or a ControlNet needs besides the latents.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "kernels/team.h"

namespace genserve::models {

// Made by prepare(). T = text tokens, I = image tokens, N = steps, C = inner dimension. In a team only tokens and
// tables of this member's own tokens.
struct FluxConditions {
    at::Tensor encoder_hidden_states;      // [T, C] embedded text tokens
    at::Tensor cos, sin;                   // [T + I, head_dim / 2] fp32
    std::vector<at::Tensor> modulations;   // per block in order, double then single, then norm_out: [N, k * C]
    kernels::TeamSequence* team = nullptr; // null = all tokens are here
};

// What ControlNets add to the image tokens after a transformer's blocks: [I, C] each, spread over the blocks of its
// kind as in FluxTransformer2DModel.forward @ diffusers 0.42.1. Either list may be empty. In a team the rows of this
// member's own tokens.
struct ControlResiduals {
    std::vector<at::Tensor> block, single;
    bool repeats = false; // controlnet_blocks_repeat: block k gets block[k % size] instead (XLabs)
};

} // namespace genserve::models
