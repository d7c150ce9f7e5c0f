// A linear layer with what follows it computed in the same pass, where the device can.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

enum class Activation { None, GeluTanh };

// out = activation(x weight^T + bias).
//   x [L, in], any row stride;  weight [N, in], contiguous;  bias [N] or undefined
//   out [L, N], any row stride, columns contiguous: also some columns of a wider tensor
// bf16 on CUDA: bias and activation are applied to the fp32 sums, before the only rounding.
void linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation = Activation::None);

} // namespace genserve::kernels
