// Full (unmasked) attention over one joint sequence.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// softmax(q k^T / sqrt(D)) v.
//   qkv [L, 3, H, D] fp32 or bf16, any row stride, the rest contiguous
//   out [L, H*D], any row stride, columns contiguous; may be the storage of qkv's own v part, since it is written
//       after the last read
void attention(const at::Tensor& qkv, const at::Tensor& out);

// The same as a tensor of its own: [L, H*D], contiguous.
at::Tensor attention(const at::Tensor& qkv);

} // namespace genserve::kernels
