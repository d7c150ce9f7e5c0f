// The fused operators on CUDA tensors. Each works on the current stream of its tensors' device, or returns false where
// it has no kernel for them (another device or dtype, dtypes mixed, a build without CUDA) and has done nothing.
// Shapes were checked by the caller.
#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/linear.h"
#include "kernels/quantized_rows.h"

namespace genserve::kernels::on_cuda {

bool layerNormModulate(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, const at::Tensor& out,
                       double eps);
bool gatedResidual_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y);
bool gatedResidualNorm_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y, const at::Tensor& scale,
                        const at::Tensor& shift, const at::Tensor& out, double eps);
bool geluTanh_(const at::Tensor& x);
bool qkNormRope_(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
                 const at::Tensor& sin, double eps);

// bf16 only; with a bias only if there is an activation.
bool linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation);

bool multipliesQuantizedRows(at::Device device);

bool quantizeRows(const at::Tensor& left, const at::Tensor& right, const QuantizedRows& result);
// Without gate and y (undefined) layerNormModulate alone.
bool gatedResidualNormQuantized_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y,
                                 const at::Tensor& scale, const at::Tensor& shift, const QuantizedRows& result,
                                 double eps);
bool linear(const QuantizedRows& x, const QuantizedRows& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation);

// out = x, both [L, C] with contiguous columns.
bool copyRows(const at::Tensor& out, const at::Tensor& x);

// Channels-last x and out.
bool groupNorm(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias, double eps,
               bool hasSilu, const at::Tensor& out);
bool groupMoments(const at::Tensor& x, std::int64_t groups, const at::Tensor& moments);
bool groupNormSiluTo(const at::Tensor& out, const at::Tensor& x, const at::Tensor& moments, const at::Tensor& shares,
                     const at::Tensor& weight, const at::Tensor& bias, double eps);
bool upsampleNearest2x(const at::Tensor& x, const at::Tensor& out);

// q, k, v [1, H, L, D] -> [1, H, L, D] by cuDNN, which is twice as fast as libtorch's default on Hopper; undefined
// where it does not apply.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v);

} // namespace genserve::kernels::on_cuda
