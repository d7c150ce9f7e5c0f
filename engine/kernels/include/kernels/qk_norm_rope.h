// RMS normalisation of queries and keys per head, then rotary position embedding.
#pragma once

#include <ATen/core/Tensor.h>

namespace genserve::kernels {

// In place on the q and k parts of a projection; v is left alone.
//   qkv [L, 3, H, D] fp32 or bf16, any row stride, the rest contiguous; D even
//   normQ, normK [D], qkv's dtype
//   cos, sin [L, D/2] fp32: neighbouring pairs (x0, x1) -> (x0 c - x1 s, x1 c + x0 s), rotated in fp32
// Source: diffusers 0.42.1 transformer_flux.py FluxAttnProcessor, embeddings.py apply_rotary_emb.
void qkNormRope_(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
                 const at::Tensor& sin, double eps);

namespace reference {
void qkNormRope_(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
                 const at::Tensor& sin, double eps);
}

} // namespace genserve::kernels
