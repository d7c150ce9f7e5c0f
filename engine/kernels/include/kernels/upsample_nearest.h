// Doubling of a picture's or feature map's sides by repeating every value.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// x [1, C, H, W] fp32 or bf16 -> [1, C, 2 H, 2 W] in x's memory format.
at::Tensor upsampleNearest2x(const at::Tensor& x);

} // namespace genserve::kernels
