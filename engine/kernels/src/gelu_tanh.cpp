#include "kernels/gelu_tanh.h"
#include "on_cuda.h"

#include <ATen/ATen.h>

namespace genserve::kernels {
namespace reference {

void geluTanh_(const at::Tensor& x)
{
    at::Tensor target = x;
    at::gelu_(target, "tanh");
}

} // namespace reference

void geluTanh_(const at::Tensor& x)
{
    TORCH_CHECK(x.dim() == 2 && x.stride(1) == 1, "geluTanh_: x must be [L, C] with contiguous rows, got ", x.sizes(),
                " strides ", x.strides());
    if (!on_cuda::geluTanh_(x)) {
        reference::geluTanh_(x);
    }
}

} // namespace genserve::kernels
