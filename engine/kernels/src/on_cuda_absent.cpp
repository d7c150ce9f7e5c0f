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

bool linear(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, Activation) { return false; }

bool copyRows(const at::Tensor&, const at::Tensor&) { return false; }

bool groupNorm(const at::Tensor&, std::int64_t, const at::Tensor&, const at::Tensor&, double, bool, const at::Tensor&)
{
    return false;
}

bool groupMoments(const at::Tensor&, std::int64_t, const at::Tensor&) { return false; }

bool groupNormSiluTo(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                     const at::Tensor&, double)
{
    return false;
}

bool upsampleNearest2x(const at::Tensor&, const at::Tensor&) { return false; }

bool multipliesQuantizedRows(at::Device) { return false; }

bool quantizeRows(const at::Tensor&, const at::Tensor&, const QuantizedRows&) { return false; }

bool gatedResidualNormQuantized_(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                 const at::Tensor&, const QuantizedRows&, double)
{
    return false;
}

bool linear(const QuantizedRows&, const QuantizedRows&, const at::Tensor&, const at::Tensor&, Activation)
{
    return false;
}

at::Tensor attention(const at::Tensor&, const at::Tensor&, const at::Tensor&) { return {}; }

} // namespace genserve::kernels::on_cuda
