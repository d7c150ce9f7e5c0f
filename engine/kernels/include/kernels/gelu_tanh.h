// The activation between the two linears of a FLUX.1 MLP.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// x = gelu(x) in the tanh form, in place.
//   x [L, C] fp32 or bf16, any row stride, columns contiguous: also some columns of a wider projection
// Source: diffusers 0.42.1 models/activations.py, GELU(approximate="tanh").
void geluTanh_(const at::Tensor& x);

namespace reference {
void geluTanh_(const at::Tensor& x);
}

} // namespace genserve::kernels
