// Each fused operator on a GPU against plain ATen in fp64 on the CPU, for rows of every alignment.
#include <doctest/doctest.h>

#include <ATen/ATen.h>

#include "gpu.h"
#include "kernels/attention.h"
#include "kernels/gated_residual.h"
#include "kernels/gated_residual_norm.h"
#include "kernels/gelu_tanh.h"
#include "kernels/layer_norm_modulate.h"
#include "kernels/qk_norm_rope.h"
#include "kernels/quantized_rows.h"

using namespace genserve;
using namespace genserve::test;

namespace {

constexpr double Eps = 1e-6;
constexpr std::int64_t Lengths[] = {0, 1, 31, 33, 300};
// Rows of one vector and of many, one more than a multiple of the vector, more than the registers hold.
constexpr std::int64_t Channels[] = {1, 8, 31, 33, 192, 1032, 3072, 3075, 6144, 9000};
constexpr std::int64_t Margin = 8; // elements on both sides of a row that no kernel may touch

// The middle columns of a wider tensor; shift 1 puts every row off the 16 bytes that vectors need.
at::Tensor columns(const at::Tensor& wide, std::int64_t channels, std::int64_t shift)
{
    return wide.narrow(1, Margin + shift, channels);
}

// Runs body(dtype, length, channels, shift) for all of them.
template <typename Body>
void forAllRows(const Body& body)
{
    for (const auto dtype : {at::kFloat, at::kBFloat16}) {
        for (const auto length : Lengths) {
            for (const auto channels : Channels) {
                for (const std::int64_t shift : {0, 1}) {
                    CAPTURE(nameOf(dtype));
                    CAPTURE(length);
                    CAPTURE(channels);
                    CAPTURE(shift);
                    body(dtype, length, channels, shift);
                }
            }
        }
    }
}

} // namespace

TEST_SUITE("cuda_kernels")
{
    TEST_CASE("layerNormModulate equals its reference in fp64")
    {
        if (!haveGpu()) {
            return;
        }
        forAllRows([](auto dtype, auto length, auto channels, auto shift) {
            const auto wide = random({length, channels + 2 * Margin}, dtype);
            const auto scale = random({channels}, dtype);
            const auto shiftBy = random({channels}, dtype);
            const auto x = columns(wide, channels, shift);
            const auto actual = kernels::layerNormModulate(columns(wide.to(lastGpu()), channels, shift),
                                                           scale.to(lastGpu()), shiftBy.to(lastGpu()), Eps);
            checkClose(actual,
                       kernels::reference::layerNormModulate(inDouble(x), inDouble(scale), inDouble(shiftBy), Eps),
                       dtype);
        });
    }

    TEST_CASE("layerNormModulate does not cancel where the mean is large")
    {
        if (!haveGpu()) {
            return;
        }
        const auto x = at::randn({5, 3072}) + 3000;
        const auto zero = at::zeros({3072});
        const auto actual = kernels::layerNormModulate(x.to(lastGpu()), zero.to(lastGpu()), zero.to(lastGpu()), Eps);
        const auto expected = kernels::reference::layerNormModulate(inDouble(x), inDouble(zero), inDouble(zero), Eps);
        // fp32 tells numbers near 3000 apart by 2.4e-4, and the mean may be off by that much.
        CHECK(relativeError(actual, expected) < 5e-4);
    }

    TEST_CASE("gatedResidual_ equals its reference in fp64 and stays within its rows")
    {
        if (!haveGpu()) {
            return;
        }
        forAllRows([](auto dtype, auto length, auto channels, auto shift) {
            const auto wide = random({length, channels + 2 * Margin}, dtype);
            const auto gate = random({channels}, dtype);
            const auto y = random({length, channels + 2 * Margin}, dtype);
            const auto expected = inDouble(wide);
            kernels::reference::gatedResidual_(columns(expected, channels, shift), inDouble(gate),
                                               inDouble(columns(y, channels, shift)));
            const auto actual = wide.to(lastGpu());
            kernels::gatedResidual_(columns(actual, channels, shift), gate.to(lastGpu()),
                                    columns(y.to(lastGpu()), channels, shift));
            checkClose(actual, expected, dtype);
            if (length > 0) {
                CHECK(at::equal(actual.cpu().narrow(1, 0, Margin), wide.narrow(1, 0, Margin)));
                CHECK(at::equal(actual.cpu().narrow(1, channels + Margin + 1, Margin - 1),
                                wide.narrow(1, channels + Margin + 1, Margin - 1)));
            }
        });
    }

    TEST_CASE("gatedResidualNorm_ equals its two halves")
    {
        if (!haveGpu()) {
            return;
        }
        forAllRows([](auto dtype, auto length, auto channels, auto shift) {
            const auto x = columns(random({length, channels + 2 * Margin}, dtype).to(lastGpu()), channels, shift);
            const auto y = columns(random({length, channels + 2 * Margin}, dtype).to(lastGpu()), channels, shift);
            const auto rows = random({3, channels}, dtype).to(lastGpu());
            const auto gate = rows[0].clone();
            const auto scale = rows[1].clone();
            const auto shiftBy = rows[2].clone();
            const auto expectedX = x.clone();
            kernels::gatedResidual_(expectedX, gate, y);
            const auto expected = kernels::layerNormModulate(expectedX, scale, shiftBy, Eps);
            const auto actual = kernels::gatedResidualNorm_(x, gate, y, scale, shiftBy, Eps);
            CHECK(at::equal(x, expectedX));
            checkClose(actual, expected, dtype);
        });
    }

    TEST_CASE("quantised rows and norms equal what they put together, number for number")
    {
        if (!haveGpu()) {
            return;
        }
        const auto checkEqual = [](const kernels::QuantizedRows& actual, const kernels::QuantizedRows& expected) {
            CHECK(at::equal(actual.numbers.view(at::kByte), expected.numbers.view(at::kByte)));
            CHECK(at::equal(actual.scales, expected.scales));
        };
        forAllRows([&](auto dtype, auto length, auto channels, auto shift) {
            const auto x = columns(random({length, channels + 2 * Margin}, dtype).to(lastGpu()), channels, shift);
            const auto y = columns(random({length, channels + 2 * Margin}, dtype).to(lastGpu()), channels, shift);
            const auto rows = random({3, channels}, dtype).to(lastGpu());
            const auto gate = rows[0].clone(), scale = rows[1].clone(), shiftBy = rows[2].clone();
            checkEqual(kernels::quantizeRows(x, y), kernels::quantizeRows(at::cat({x, y}, 1)));
            checkEqual(kernels::layerNormModulateQuantized(x, scale, shiftBy, Eps),
                       kernels::quantizeRows(kernels::layerNormModulate(x, scale, shiftBy, Eps)));
            const auto expectedX = x.clone();
            const auto expected = kernels::gatedResidualNorm_(expectedX, gate, y, scale, shiftBy, Eps);
            checkEqual(kernels::gatedResidualNormQuantized_(x, gate, y, scale, shiftBy, Eps),
                       kernels::quantizeRows(expected));
            CHECK(at::equal(x, expectedX));
        });
    }

    TEST_CASE("geluTanh_ equals its reference in fp64 and stays within its columns")
    {
        if (!haveGpu()) {
            return;
        }
        forAllRows([](auto dtype, auto length, auto channels, auto shift) {
            const auto wide = random({length, channels + 2 * Margin}, dtype);
            const auto expected = inDouble(wide);
            kernels::reference::geluTanh_(columns(expected, channels, shift));
            const auto actual = wide.to(lastGpu());
            kernels::geluTanh_(columns(actual, channels, shift));
            checkClose(actual, expected, dtype);
        });
        const auto extremes = at::tensor({-1e30f, -100.0f, 0.0f, 10.0f, 100.0f, 1e30f}).unsqueeze(0);
        const auto actual = extremes.to(lastGpu());
        kernels::geluTanh_(actual);
        CHECK(at::equal(actual.cpu(), at::tensor({0.0f, 0.0f, 0.0f, 10.0f, 100.0f, 1e30f}).unsqueeze(0)));
    }

    TEST_CASE("qkNormRope_ equals its reference in fp32 and leaves v and its neighbours alone")
    {
        if (!haveGpu()) {
            return;
        }
        constexpr std::int64_t Heads = 3;
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const auto length : Lengths) {
                for (const std::int64_t dim : {2, 6, 20, 32, 64, 128, 136, 256}) {
                    for (const std::int64_t tail : {0, 7, 16}) {
                        CAPTURE(nameOf(dtype));
                        CAPTURE(length);
                        CAPTURE(dim);
                        CAPTURE(tail);
                        const auto view = [&](const at::Tensor& rows) {
                            return rows.narrow(1, 0, 3 * Heads * dim).unflatten(1, at::IntArrayRef{3, Heads, dim});
                        };
                        const auto wide = random({length, 3 * Heads * dim + tail}, dtype);
                        const auto norms = random({2, dim}, dtype);
                        const auto angle = at::randn({length, dim / 2}) * 10;
                        const auto expected = wide.to(at::kFloat, /*non_blocking=*/false, /*copy=*/true);
                        kernels::reference::qkNormRope_(view(expected), norms[0].to(at::kFloat),
                                                        norms[1].to(at::kFloat), at::cos(angle), at::sin(angle), Eps);
                        const auto actual = wide.to(lastGpu());
                        kernels::qkNormRope_(view(actual), norms[0].to(lastGpu()), norms[1].to(lastGpu()),
                                             at::cos(angle).to(lastGpu()), at::sin(angle).to(lastGpu()), Eps);
                        checkClose(actual, expected, dtype);
                        CHECK(at::equal(actual.cpu().narrow(1, 2 * Heads * dim, Heads * dim + tail),
                                        wide.narrow(1, 2 * Heads * dim, Heads * dim + tail)));
                    }
                }
            }
        }
    }

    TEST_CASE("attention equals its definition and may write over v")
    {
        if (!haveGpu()) {
            return;
        }
        constexpr std::int64_t Heads = 3, Dim = 128, Mlp = 40;
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const std::int64_t length : {1, 31, 33, 300}) {
                CAPTURE(nameOf(dtype));
                CAPTURE(length);
                const auto wide = at::randn({length, 3 * Heads * Dim + Mlp}).to(dtype);
                const auto qkvOf = [&](const at::Tensor& rows) {
                    return rows.narrow(1, 0, 3 * Heads * Dim).unflatten(1, at::IntArrayRef{3, Heads, Dim});
                };
                const auto part = [&](std::int64_t index) {
                    return inDouble(qkvOf(wide).select(1, index).transpose(0, 1));
                };
                const auto weights =
                    at::softmax(at::matmul(part(0), part(1).transpose(1, 2)) / std::sqrt(double(Dim)), -1);
                const auto expected = at::matmul(weights, part(2)).transpose(0, 1).flatten(1);
                const auto onGpu = wide.to(lastGpu());
                const auto out = onGpu.narrow(1, 2 * Heads * Dim, Heads * Dim);
                kernels::attention(qkvOf(onGpu), out);
                CHECK(relativeError(out, expected) < 4 * tolerance(dtype));
                CHECK(at::equal(onGpu.narrow(1, 3 * Heads * Dim, Mlp).cpu(), wide.narrow(1, 3 * Heads * Dim, Mlp)));
            }
        }
    }
}
