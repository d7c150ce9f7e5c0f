// LayerNorm without affine parameters, followed by the adaptive scale and shift of a diffusion transformer.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// LN(x) * (1 + scale) + shift.
//   x      [L, C] fp32 or bf16, rows contiguous
//   scale  [C], shift [C], x's dtype
//   result [L, C] contiguous, x's dtype; statistics in fp32
// Source: diffusers 0.42.1 models/normalization.py, AdaLayerNormZero.forward.
at::Tensor layerNormModulate(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, double eps);

namespace reference {
at::Tensor layerNormModulate(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, double eps);
}

} // namespace genserve::kernels
