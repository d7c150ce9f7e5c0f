// float8 weights with one scale a tensor, as ComfyUI writes them: beside "X.weight" lies "X.scale_weight" (or, since
// 2025, "X.weight_scale"), and a tensor "scaled_fp8" or "X.comfy_quant" marks the file.
//
// "X.scale_input" (or "X.input_scale") serves matrix products in float8, which this program does not do.
#pragma once

#include "weights/checkpoint.h"

namespace genserve::weights {

// The file's tensors, those weights knowing their scales, without the scales and marks themselves. UnsupportedFormat,
// naming a tensor, where a scale is no single number or its weight is no float8.
Expected<Checkpoint> withScales(const Checkpoint& file);

// The number itself; CorruptFile where it is not finite. Reads the disk.
Expected<float> readScale(const Checkpoint& checkpoint, const StoredScale& scale);

} // namespace genserve::weights
