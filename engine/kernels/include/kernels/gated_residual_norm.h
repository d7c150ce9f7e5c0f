// The residual connection of one half of a transformer block together with the norm that begins the next half.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// x += gate * y in place (gatedResidual_), then returns LN(x) * (1 + scale) + shift (layerNormModulate): the same
// rounding as these two, with one read of x less.
//   x, y [L, C] fp32 or bf16, rows contiguous;  gate, scale, shift [C], x's dtype
//   result [L, C] contiguous, x's dtype
at::Tensor gatedResidualNorm_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y, const at::Tensor& scale,
                              const at::Tensor& shift, double eps);

} // namespace genserve::kernels
