// In a build without CUDA no tensor has a kernel.
#include "on_cuda.h"

namespace genserve::kernels::on_cuda {

bool layerNormModulate(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, double)
{
    return false;
}

bool gatedResidual_(const at::Tensor&, const at::Tensor&, const at::Tensor&) { return false; }

bool gatedResidualNorm_(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                        const at::Tensor&, double)
{
    return false;
}

bool geluTanh_(const at::Tensor&) { return false; }

bool qkNormRope_(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, double)
{
    return false;
}

at::Tensor attention(const at::Tensor&, const at::Tensor&, const at::Tensor&) { return {}; }

} // namespace genserve::kernels::on_cuda
