// GroupNorm of a convolutional network, with the SiLU that mostly follows it.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// GroupNorm(x) * weight + bias, or the silu of that.
//   x [1, C, H, W] fp32 or bf16;  weight, bias [C], x's dtype
//   result in x's memory format; statistics in fp32. On CUDA, channels_last is read twice and written once, other
//   formats take libtorch's operators.
at::Tensor groupNorm(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                     double eps);
at::Tensor groupNormSilu(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                         double eps);

} // namespace genserve::kernels
