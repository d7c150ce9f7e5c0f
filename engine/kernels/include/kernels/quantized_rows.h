// Matrices of 8-bit floating-point numbers (e4m3) with a factor per row, and linear layers on them.
#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/linear.h"

namespace genserve::kernels {

// value = number * scale of its row; the largest number of a row is 448, the largest that e4m3 has.
struct QuantizedRows {
    at::Tensor numbers; // [L, C] float8_e4m3fn, contiguous
    at::Tensor scales;  // [L] fp32
};

// Whether this device has a kernel that multiplies such matrices: NVIDIA's Hopper generation has.
bool multipliesQuantizedRows(at::Device device);

// rows [L, C] fp32 or bf16, any row stride. Where a row is all zeros its scale is the smallest normal number.
QuantizedRows quantizeRows(const at::Tensor& rows);
// Of rows that lie in two places, left before right: [L, A] and [L, B] -> [L, A + B].
QuantizedRows quantizeRows(const at::Tensor& left, const at::Tensor& right);

// quantizeRows(layerNormModulate(x, scale, shift)), number for number, without writing the norm's rows.
QuantizedRows layerNormModulateQuantized(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift,
                                         double eps);
// quantizeRows(gatedResidualNorm_(x, gate, y, scale, shift)) likewise; x becomes x + gate * y.
QuantizedRows gatedResidualNormQuantized_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y,
                                          const at::Tensor& scale, const at::Tensor& shift, double eps);

// out = activation(x weight^T + bias), sums in fp32.
//   x [L, in], weight [N, in] with in and N multiples of 16;  bias [N] bf16 or undefined;  out [L, N] bf16, any row
//   stride, columns contiguous
void linear(const QuantizedRows& x, const QuantizedRows& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation = Activation::None);

namespace reference {
QuantizedRows quantizeRows(const at::Tensor& rows);
}

} // namespace genserve::kernels
