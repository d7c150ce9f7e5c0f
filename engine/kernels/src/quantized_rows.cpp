#include "kernels/quantized_rows.h"
#include "on_cuda.h"

#include <limits>

#include <ATen/ATen.h>

#include "kernels/gated_residual_norm.h"
#include "kernels/gelu_tanh.h"
#include "kernels/layer_norm_modulate.h"

namespace genserve::kernels {
namespace {

constexpr double LargestNumber = 448; // of e4m3

QuantizedRows placeFor(const at::Tensor& rows, std::int64_t columns)
{
    return {at::empty({rows.size(0), columns}, rows.options().dtype(at::kFloat8_e4m3fn)),
            at::empty({rows.size(0)}, rows.options().dtype(at::kFloat))};
}

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

QuantizedRows quantizeRows(const at::Tensor& rows) { return quantizeRows(rows, rows.narrow(1, 0, 0)); }

QuantizedRows quantizeRows(const at::Tensor& left, const at::Tensor& right)
{
    TORCH_CHECK(left.dim() == 2 && left.size(1) > 0 && left.stride(1) == 1 && right.dim() == 2
                    && right.size(0) == left.size(0) && right.stride(1) == 1,
                "quantizeRows: [L, A] and [L, B] with contiguous rows, got ", left.sizes(), " and ", right.sizes());
    if (left.is_cuda()) {
        const QuantizedRows result = placeFor(left, left.size(1) + right.size(1));
        if (on_cuda::quantizeRows(left, right, result)) {
            return result;
        }
    }
    return reference::quantizeRows(right.size(1) == 0 ? left : at::cat({left, right}, 1));
}

QuantizedRows layerNormModulateQuantized(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift,
                                         double eps)
{
    TORCH_CHECK(x.dim() == 2 && x.stride(1) == 1 && scale.numel() == x.size(1) && shift.numel() == x.size(1),
                "layerNormModulateQuantized: x ", x.sizes(), " with contiguous rows, scale ", scale.sizes(),
                " and shift ", shift.sizes(), " do not fit");
    if (x.is_cuda()) {
        const QuantizedRows result = placeFor(x, x.size(1));
        if (on_cuda::gatedResidualNormQuantized_(x, {}, {}, scale, shift, result, eps)) {
            return result;
        }
    }
    return quantizeRows(layerNormModulate(x, scale, shift, eps));
}

QuantizedRows gatedResidualNormQuantized_(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y,
                                          const at::Tensor& scale, const at::Tensor& shift, double eps)
{
    TORCH_CHECK(x.dim() == 2 && x.sizes() == y.sizes() && x.stride(1) == 1 && y.stride(1) == 1
                    && gate.numel() == x.size(1) && scale.numel() == x.size(1) && shift.numel() == x.size(1),
                "gatedResidualNormQuantized_: x ", x.sizes(), ", y ", y.sizes(), ", gate ", gate.sizes(), ", scale ",
                scale.sizes(), " and shift ", shift.sizes(), " do not fit");
    if (x.is_cuda()) {
        const QuantizedRows result = placeFor(x, x.size(1));
        if (on_cuda::gatedResidualNormQuantized_(x, gate, y, scale, shift, result, eps)) {
            return result;
        }
    }
    return quantizeRows(gatedResidualNorm_(x, gate, y, scale, shift, eps));
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
