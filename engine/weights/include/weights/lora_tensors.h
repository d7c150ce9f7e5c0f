// The matrices of a LoRA file, read into memory.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "weights/lora_file.h"
#include "weights/low_rank.h"
#include "weights/parameters.h"

namespace genserve::weights {

struct LoraTensors {
    std::vector<LowRank> layers;   // parallel to LoraFile::layers; firstRow is left 0, unwanted ones are undefined
    std::vector<at::Tensor> norms; // parallel to LoraFile::norms, in the network's dtype
};

// Reads the layers whose place in isWanted is true, and all norms. `network` holds dtype and device of the network and
// the stop token, which is checked between layers. The file must not have changed since openLora. Blocks on the disk.
Expected<LoraTensors> readLora(const LoraFile& file, const std::vector<bool>& isWanted, const LoadOptions& network);

// The factor of a layer that readLora has read, at a user's weight.
double scaleAt(const LoraLayer& layer, const LowRank& pair, double weight);

} // namespace genserve::weights
