#include "kernels/layer_norm_modulate.h"
#include "cpu_rows.h"
#include "on_cuda.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace genserve::kernels {
namespace reference {

at::Tensor layerNormModulate(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, double eps)
{
    const at::Tensor normed = at::layer_norm(x, {x.size(-1)}, {}, {}, eps);
    return normed * (1 + scale) + shift;
}

} // namespace reference

at::Tensor layerNormModulate(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, double eps)
{
    TORCH_CHECK(x.dim() == 2 && x.stride(1) == 1, "layerNormModulate: x must be [L, C] with contiguous rows, got ",
                x.sizes());
    TORCH_CHECK(scale.numel() == x.size(1) && shift.numel() == x.size(1), "layerNormModulate: scale ", scale.sizes(),
                " and shift ", shift.sizes(), " must have C = ", x.size(1), " elements");
    const std::int64_t channels = x.size(1);
    at::Tensor out = at::empty({x.size(0), channels}, x.options());
    if (on_cuda::layerNormModulate(x, scale, shift, out, eps)) {
        return out;
    }
    if (!x.is_cpu() || x.scalar_type() != at::kFloat) {
        return reference::layerNormModulate(x, scale, shift, eps);
    }
    const float* in = x.const_data_ptr<float>();
    const std::int64_t stride = x.stride(0);
    const at::Tensor scaleRow = scale.contiguous();
    const at::Tensor shiftRow = shift.contiguous();
    float* result = out.mutable_data_ptr<float>();
    constexpr std::int64_t RowsPerTask = 16;
    at::parallel_for(0, x.size(0), RowsPerTask, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            cpu_rows::layerNormModulate(in + row * stride, scaleRow.const_data_ptr<float>(),
                                        shiftRow.const_data_ptr<float>(), result + row * channels, channels,
                                        static_cast<float>(eps));
        }
    });
    return out;
}

} // namespace genserve::kernels
