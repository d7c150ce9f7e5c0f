#include "operators.h"
#include "device_clock.h"

#include <cstdio>
#include <functional>
#include <string>

#include <ATen/ATen.h>

#include "kernels/attention.h"
#include "kernels/gated_residual.h"
#include "kernels/gated_residual_norm.h"
#include "kernels/gelu_tanh.h"
#include "kernels/layer_norm_modulate.h"
#include "kernels/qk_norm_rope.h"

namespace genserve::bench {
namespace {

constexpr std::int64_t Heads = 24, HeadDim = 128, Dim = Heads * HeadDim, MlpDim = 4 * Dim;
constexpr double Eps = 1e-6;
constexpr int Warmups = 5, Repeats = 30;

// `rows`: how many rows of Dim elements are read and written once.
void printMemoryBound(const std::string& name, const at::Tensor& any, double rows, const std::function<void()>& fused,
                      const std::function<void()>& plain)
{
    const double bytes = rows * static_cast<double>(any.size(0) * Dim * any.element_size());
    const Times times = timeOnDevice(fused, Warmups, Repeats);
    std::printf("%-22s %8.1f us %7.0f GB/s   plain %8.1f us\n", name.c_str(), times.median * 1e3,
                bytes / times.median / 1e6, timeOnDevice(plain, Warmups, Repeats).median * 1e3);
}

void printComputeBound(const std::string& name, double flop, const std::function<void()>& work)
{
    const Times times = timeOnDevice(work, Warmups, Repeats);
    std::printf("%-22s %8.1f us %7.0f TFLOP/s\n", name.c_str(), times.median * 1e3, flop / times.median / 1e9);
}

void printLinear(const std::string& name, std::int64_t tokens, std::int64_t in, std::int64_t out,
                 const at::TensorOptions& options)
{
    const at::Tensor x = at::randn({tokens, in}, options);
    const at::Tensor weight = at::randn({out, in}, options) * 0.02;
    const at::Tensor bias = at::randn({out}, options);
    at::Tensor result = at::empty({tokens, out}, options);
    const double flop = 2.0 * static_cast<double>(tokens) * static_cast<double>(in) * static_cast<double>(out);
    printComputeBound(name, flop, [&] { at::addmm_out(result, bias, x, weight.t()); });
}

} // namespace

void printOperators(std::int64_t tokens, at::ScalarType dtype, at::Device device)
{
    const auto options = at::TensorOptions().dtype(dtype).device(device);
    const at::Tensor x = at::randn({tokens, Dim}, options);
    const at::Tensor y = at::randn({tokens, Dim}, options);
    const at::Tensor wide = at::randn({tokens, 7 * Dim}, options);
    const at::Tensor rows = at::randn({3, Dim}, options) * 0.01;
    const at::Tensor norms = at::randn({2, HeadDim}, options);
    const at::Tensor angle = at::randn({tokens, HeadDim / 2}, options.dtype(at::kFloat));
    const at::Tensor cos = at::cos(angle);
    const at::Tensor sin = at::sin(angle);
    const at::Tensor qkv = wide.narrow(1, 0, 3 * Dim).unflatten(1, at::IntArrayRef{3, Heads, HeadDim});
    const at::Tensor mlp = wide.narrow(1, 3 * Dim, MlpDim);
    printMemoryBound(
        "layerNormModulate", x, 2, [&] { kernels::layerNormModulate(x, rows[0], rows[1], Eps); },
        [&] { kernels::reference::layerNormModulate(x, rows[0], rows[1], Eps); });
    printMemoryBound(
        "gatedResidual_", x, 3, [&] { kernels::gatedResidual_(x, rows[2], y); },
        [&] { kernels::reference::gatedResidual_(x, rows[2], y); });
    printMemoryBound(
        "gatedResidualNorm_", x, 4, [&] { kernels::gatedResidualNorm_(x, rows[2], y, rows[0], rows[1], Eps); },
        [&] {
            kernels::gatedResidual_(x, rows[2], y);
            kernels::layerNormModulate(x, rows[0], rows[1], Eps);
        });
    printMemoryBound(
        "geluTanh_", x, 8, [&] { kernels::geluTanh_(mlp); }, [&] { kernels::reference::geluTanh_(mlp); });
    printMemoryBound(
        "qkNormRope_", x, 4, [&] { kernels::qkNormRope_(qkv, norms[0], norms[1], cos, sin, Eps); },
        [&] { kernels::reference::qkNormRope_(qkv, norms[0], norms[1], cos, sin, Eps); });
    const double length = static_cast<double>(tokens);
    const at::Tensor out = wide.narrow(1, 2 * Dim, Dim);
    printComputeBound("attention", 4 * length * length * Dim, [&] { kernels::attention(qkv, out); });
    printLinear("qkv 3072 -> 9216", tokens, Dim, 3 * Dim, options);
    printLinear("in 3072 -> 21504", tokens, Dim, 7 * Dim, options);
    printLinear("mlp 3072 -> 12288", tokens, Dim, MlpDim, options);
    printLinear("out 15360 -> 3072", tokens, Dim + MlpDim, Dim, options);
    printLinear("out 12288 -> 3072", tokens, MlpDim, Dim, options);
    printLinear("out 3072 -> 3072", tokens, Dim, Dim, options);
}

} // namespace genserve::bench
