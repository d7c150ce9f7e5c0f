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

// Mean and mean square deviation of each group: [2, groups] fp32. x as above.
at::Tensor groupMoments(const at::Tensor& x, std::int64_t groups);

// groupNormSilu() of a part of a map, by the statistics of the whole, written to out, x's sizes.
//   moments [parts, 2, groups]  groupMoments() of each part of the map;  shares [parts]  what part of its cells each
//   has, 1 in all; both fp32 on x's device
void groupNormSiluTo(const at::Tensor& out, const at::Tensor& x, const at::Tensor& moments, const at::Tensor& shares,
                     const at::Tensor& weight, const at::Tensor& bias, double eps);

} // namespace genserve::kernels
