#include "kernels/attention.h"
#include "on_cuda.h"

#include <ATen/ATen.h>

namespace genserve::kernels {

at::Tensor attention(const at::Tensor& qkv)
{
    TORCH_CHECK(qkv.dim() == 4 && qkv.size(1) == 3, "attention: qkv must be [L, 3, H, D], got ", qkv.sizes());
    const auto part = [&](std::int64_t index) {
        return qkv.select(1, index).transpose(0, 1).unsqueeze(0); // [1, H, L, D]
    };
    at::Tensor result = on_cuda::attention(part(0), part(1), part(2)); // [1, H, L, D]
    if (!result.defined()) {
        result = at::scaled_dot_product_attention(part(0), part(1), part(2));
    }
    return result.squeeze(0).transpose(0, 1).flatten(1); // no copy for cuDNN's layout
}

void attention(const at::Tensor& qkv, const at::Tensor& out)
{
    TORCH_CHECK(qkv.dim() == 4 && out.dim() == 2 && out.size(0) == qkv.size(0)
                    && out.size(1) == qkv.size(2) * qkv.size(3),
                "attention: out must be [L, H*D] for qkv ", qkv.sizes(), ", got ", out.sizes());
    const at::Tensor result = attention(qkv);
    if (!on_cuda::copyRows(out, result)) {
        out.copy_(result);
    }
}

} // namespace genserve::kernels
