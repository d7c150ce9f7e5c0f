#include "kernels/quantized_rows.h"
#include "on_cuda.h"

#include <limits>

#include <ATen/ATen.h>

#include "kernels/gelu_tanh.h"

namespace genserve::kernels {
namespace {

constexpr double LargestNumber = 448; // of e4m3

at::Tensor valuesOf(const QuantizedRows& rows) { return rows.numbers.to(at::kFloat) * rows.scales.unsqueeze(1); }

} // namespace

namespace reference {

QuantizedRows quantizeRows(const at::Tensor& rows)
{
    const at::Tensor values = rows.to(at::kFloat);
    const at::Tensor scales = (values.abs().amax(1) / LargestNumber).clamp_min(std::numeric_limits<float>::min());
    const at::Tensor numbers = (values * (1 / scales).unsqueeze(1)).clamp(-LargestNumber, LargestNumber);
    return {numbers.to(at::kFloat8_e4m3fn), scales};
}

} // namespace reference

bool multipliesQuantizedRows(at::Device device) { return on_cuda::multipliesQuantizedRows(device); }

QuantizedRows quantizeRows(const at::Tensor& rows)
{
    TORCH_CHECK(rows.dim() == 2 && rows.size(1) > 0 && rows.stride(1) == 1,
                "quantizeRows: [L, C] with contiguous rows,", " got ", rows.sizes());
    if (rows.is_cuda()) {
        const QuantizedRows result{at::empty(rows.sizes(), rows.options().dtype(at::kFloat8_e4m3fn)),
                                   at::empty({rows.size(0)}, rows.options().dtype(at::kFloat))};
        if (on_cuda::quantizeRows(rows, result)) {
            return result;
        }
    }
    return reference::quantizeRows(rows);
}

void linear(const QuantizedRows& x, const QuantizedRows& weight, const at::Tensor& bias, const at::Tensor& out,
            Activation activation)
{
    TORCH_CHECK(x.numbers.size(1) == weight.numbers.size(1) && out.size(0) == x.numbers.size(0)
                    && out.size(1) == weight.numbers.size(0),
                "linear: x ", x.numbers.sizes(), ", weight ", weight.numbers.sizes(), " and out ", out.sizes(),
                " do not fit");
    if (on_cuda::linear(x, weight, bias, out, activation)) {
        return;
    }
    at::Tensor product = at::mm(valuesOf(x), valuesOf(weight).t());
    if (bias.defined()) {
        product.add_(bias);
    }
    if (activation == Activation::GeluTanh) {
        geluTanh_(product);
    }
    out.copy_(product);
}

} // namespace genserve::kernels
