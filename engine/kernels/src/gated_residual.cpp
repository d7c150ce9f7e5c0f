#include "kernels/gated_residual.h"
#include "cpu_rows.h"
#include "on_cuda.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace genserve::kernels {
namespace reference {

void gatedResidual_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y) { x.add_(gate * y); }

} // namespace reference

void gatedResidual_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y)
{
    TORCH_CHECK(x.dim() == 2 && x.sizes() == y.sizes() && x.stride(1) == 1 && y.stride(1) == 1, "gatedResidual_: x ",
                x.sizes(), " and y ", y.sizes(), " must be equal [L, C] with contiguous rows");
    TORCH_CHECK(gate.numel() == x.size(1), "gatedResidual_: gate has ", gate.numel(), " elements, C is ", x.size(1));
    if (on_cuda::gatedResidual_(x, gate, y)) {
        return;
    }
    if (!x.is_cpu() || x.scalar_type() != at::kFloat) {
        reference::gatedResidual_(x, gate, y);
        return;
    }
    float* target = x.mutable_data_ptr<float>();
    const float* source = y.const_data_ptr<float>();
    const at::Tensor gateRow = gate.contiguous();
    constexpr std::int64_t RowsPerTask = 32;
    at::parallel_for(0, x.size(0), RowsPerTask, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            cpu_rows::gatedResidual(target + row * x.stride(0), gateRow.const_data_ptr<float>(),
                                    source + row * y.stride(0), x.size(1));
        }
    });
}

} // namespace genserve::kernels
