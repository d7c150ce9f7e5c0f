// A LoRA beside the linear layers of a loaded network: the base weights stay as they are, so removing the branches
// gives the network back bit for bit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace genserve::weights {

// y[:, firstRow : firstRow + rows] += scale * ((x[:, : in] down^T) up^T + bias).
// The reference computes the same: peft LoraLayer.forward, base_layer(x) + lora_B(lora_A(x)) * scaling.
struct LowRank {
    // On the network's device; of its dtype, or as the file stores them where that is narrower: a LoRA takes no more
    // memory than its file, and converting a matrix is a thousandth of multiplying with it.
    at::Tensor down; // [r, in]
    at::Tensor up;   // [rows, r]
    at::Tensor bias; // [rows] or undefined
    double scale = 1.0;
    std::int64_t firstRow = 0;
};

// Where a network takes branches: one linear layer by diffusers' name without ".weight". Several may share one list
// when their rows are stacked in one projection.
struct LinearSlot {
    std::string name;
    std::int64_t in = 0, out = 0;
    std::int64_t firstRow = 0; // of the stacked projection
    std::vector<LowRank>* branches = nullptr;
};

} // namespace genserve::weights
