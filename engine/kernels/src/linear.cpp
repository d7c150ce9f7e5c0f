#include "kernels/linear.h"
#include "on_cuda.h"

#include <ATen/ATen.h>

#include "kernels/gelu_tanh.h"

namespace genserve::kernels {

void linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation)
{
    TORCH_CHECK(x.dim() == 2 && weight.dim() == 2 && x.size(1) == weight.size(1), "linear: x ", x.sizes(),
                " and weight ", weight.sizes(), " differ in their inputs");
    TORCH_CHECK(out.dim() == 2 && out.size(0) == x.size(0) && out.size(1) == weight.size(0), "linear: out ",
                out.sizes(), " must be [", x.size(0), ", ", weight.size(0), "]");
    TORCH_CHECK(!bias.defined() || bias.numel() == weight.size(0), "linear: bias ", bias.sizes(), " must have ",
                weight.size(0), " elements");
    if (on_cuda::linear(x, weight, bias, out, activation)) {
        return;
    }
    at::Tensor target = out;
    if (bias.defined()) {
        at::addmm_out(target, bias, x, weight.t());
    } else {
        at::mm_out(target, x, weight.t());
    }
    if (activation == Activation::GeluTanh) {
        geluTanh_(out);
    }
}

} // namespace genserve::kernels
