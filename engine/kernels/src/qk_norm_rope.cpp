#include "kernels/qk_norm_rope.h"
#include "cpu_rows.h"
#include "on_cuda.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace genserve::kernels {
namespace {

// x [L, H, D] -> the same, rotated in fp32 and rounded back.
at::Tensor rotated(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin)
{
    const at::Tensor pairs = x.to(at::kFloat).unflatten(-1, at::IntArrayRef{-1, 2}); // [L, H, D/2, 2]
    const at::Tensor even = pairs.select(-1, 0);
    const at::Tensor odd = pairs.select(-1, 1);
    const at::Tensor c = cos.unsqueeze(1); // [L, 1, D/2]
    const at::Tensor s = sin.unsqueeze(1);
    return at::stack({even * c - odd * s, odd * c + even * s}, -1).flatten(-2).to(x.scalar_type());
}

} // namespace

namespace reference {

void qkNormRope_(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
                 const at::Tensor& sin, double eps)
{
    const at::Tensor q = qkv.select(1, 0);
    const at::Tensor k = qkv.select(1, 1);
    q.copy_(rotated(at::rms_norm(q, {q.size(-1)}, normQ, eps), cos, sin));
    k.copy_(rotated(at::rms_norm(k, {k.size(-1)}, normK, eps), cos, sin));
}

} // namespace reference

void qkNormRope_(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
                 const at::Tensor& sin, double eps)
{
    TORCH_CHECK(qkv.dim() == 4 && qkv.size(1) == 3 && qkv.size(3) % 2 == 0 && qkv.stride(3) == 1
                    && qkv.stride(2) == qkv.size(3) && qkv.stride(1) == qkv.size(2) * qkv.size(3),
                "qkNormRope_: qkv must be [L, 3, H, even D] with contiguous rows, got ", qkv.sizes(), " strides ",
                qkv.strides());
    const std::int64_t length = qkv.size(0);
    const std::int64_t heads = qkv.size(2);
    const std::int64_t dim = qkv.size(3);
    TORCH_CHECK(cos.size(0) == length && cos.size(1) == dim / 2 && sin.sizes() == cos.sizes(), "qkNormRope_: cos ",
                cos.sizes(), " and sin ", sin.sizes(), " must be [", length, ", ", dim / 2, "]");
    TORCH_CHECK(normQ.numel() == dim && normK.numel() == dim, "qkNormRope_: norm weights must have D = ", dim,
                " elements");
    if (on_cuda::qkNormRope_(qkv, normQ, normK, cos, sin, eps)) {
        return;
    }
    if (!qkv.is_cpu() || qkv.scalar_type() != at::kFloat || !cos.is_contiguous() || !sin.is_contiguous()) {
        reference::qkNormRope_(qkv, normQ, normK, cos, sin, eps);
        return;
    }
    float* data = qkv.mutable_data_ptr<float>();
    const float* c = cos.const_data_ptr<float>();
    const float* s = sin.const_data_ptr<float>();
    const float* weights[2] = {normQ.const_data_ptr<float>(), normK.const_data_ptr<float>()};
    constexpr std::int64_t RowsPerTask = 16;
    at::parallel_for(0, length, RowsPerTask, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            for (std::int64_t part = 0; part < 2; ++part) {
                cpu_rows::normRope(data + row * qkv.stride(0) + part * heads * dim, weights[part], c + row * dim / 2,
                                   s + row * dim / 2, heads, dim, static_cast<float>(eps));
            }
        }
    });
}

} // namespace genserve::kernels
