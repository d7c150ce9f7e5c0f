#include "kernels/gated_residual_norm.h"
#include "on_cuda.h"

#include <ATen/ATen.h>

#include "kernels/gated_residual.h"
#include "kernels/layer_norm_modulate.h"

namespace genserve::kernels {

at::Tensor gatedResidualNorm_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y, const at::Tensor& scale,
                              const at::Tensor& shift, double eps)
{
    TORCH_CHECK(x.dim() == 2 && x.sizes() == y.sizes() && x.stride(1) == 1 && y.stride(1) == 1,
                "gatedResidualNorm_: x ", x.sizes(), " and y ", y.sizes(),
                " must be equal [L, C] with contiguous rows");
    TORCH_CHECK(gate.numel() == x.size(1) && scale.numel() == x.size(1) && shift.numel() == x.size(1),
                "gatedResidualNorm_: gate ", gate.sizes(), ", scale ", scale.sizes(), " and shift ", shift.sizes(),
                " must have C = ", x.size(1), " elements");
    if (x.is_cuda()) {
        at::Tensor out = at::empty({x.size(0), x.size(1)}, x.options());
        if (on_cuda::gatedResidualNorm_(x, gate, y, scale, shift, out, eps)) {
            return out;
        }
    }
    gatedResidual_(x, gate, y);
    return layerNormModulate(x, scale, shift, eps);
}

} // namespace genserve::kernels
