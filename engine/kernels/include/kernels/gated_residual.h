// The residual connection of a diffusion transformer's block.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// x += gate * y, in place.
//   x [L, C] fp32 or bf16, rows contiguous;  gate [C];  y [L, C], rows contiguous
void gatedResidual_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y);

namespace reference {
void gatedResidual_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y);
}

} // namespace genserve::kernels
