// The larger fused operators on a GPU, linear layers and those of the autoencoder, against plain ATen in fp64.
#include <doctest/doctest.h>

#include <ATen/ATen.h>

#include "gpu.h"
#include "kernels/group_norm.h"
#include "kernels/linear.h"
#include "kernels/quantized_rows.h"
#include "kernels/upsample_nearest.h"
#include "norm_parts.h"

using namespace genserve;
using namespace genserve::test;

namespace {

constexpr double Eps = 1e-6;

// [1, C, H, W] on the GPU, channels last.
at::Tensor channelsLast(const at::Tensor& map) { return map.to(lastGpu()).contiguous(at::MemoryFormat::ChannelsLast); }

} // namespace

TEST_SUITE("cuda_layers")
{
    TEST_CASE("linear equals its definition for strided rows in and out")
    {
        if (!haveGpu()) {
            return;
        }
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const std::int64_t length : {0, 1, 31, 33, 300}) {
                for (const std::int64_t in : {8, 64, 200}) {
                    for (const std::int64_t out : {8, 72, 256}) {
                        for (const std::int64_t margin : {0, 1, 8}) {
                            CAPTURE(nameOf(dtype));
                            CAPTURE(length);
                            CAPTURE(in);
                            CAPTURE(out);
                            CAPTURE(margin);
                            const auto x = random({length, in + margin}, dtype).narrow(1, margin, in);
                            const auto weight = (at::randn({out, in}) * 0.1).to(dtype);
                            const auto bias = random({out}, dtype);
                            const auto sums = at::addmm(inDouble(bias), inDouble(x), inDouble(weight).t());
                            const auto wide = at::zeros({length, out + margin}, x.options().device(lastGpu()));
                            const auto target = wide.narrow(1, margin, out);
                            const auto run = [&](const at::Tensor& added, kernels::Activation activation) {
                                kernels::linear(x.to(lastGpu()), weight.to(lastGpu()), added, target, activation);
                                CHECK(at::count_nonzero(wide.narrow(1, 0, margin)).item<std::int64_t>() == 0);
                            };
                            run(bias.to(lastGpu()), kernels::Activation::None);
                            checkClose(target, sums, dtype);
                            run({}, kernels::Activation::None);
                            checkClose(target, sums - inDouble(bias), dtype);
                            run(bias.to(lastGpu()), kernels::Activation::GeluTanh);
                            checkClose(target, at::gelu(sums, "tanh"), dtype);
                        }
                    }
                }
            }
        }
    }

    TEST_CASE("quantizeRows rounds to e4m3's four bits and uses its whole range")
    {
        if (!haveGpu()) {
            return;
        }
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const std::int64_t length : {0, 1, 33}) {
                for (const std::int64_t channels : {1, 16, 33, 3072, 12288, 15360, 40000}) {
                    for (const std::int64_t margin : {0, 1}) {
                        CAPTURE(nameOf(dtype));
                        CAPTURE(length);
                        CAPTURE(channels);
                        CAPTURE(margin);
                        const auto x = random({length, channels + margin}, dtype).narrow(1, margin, channels);
                        const auto rows = kernels::quantizeRows(x.to(lastGpu()));
                        const auto expected = kernels::reference::quantizeRows(x);
                        REQUIRE(rows.numbers.sizes() == x.sizes());
                        if (length > 0) {
                            const auto numbers = rows.numbers.to(at::kFloat).cpu();
                            CHECK(at::equal(rows.scales.cpu(), expected.scales));
                            CHECK(at::equal(numbers, expected.numbers.to(at::kFloat)));
                            CHECK(numbers.abs().max().item<float>() == 448);
                        }
                    }
                }
            }
        }
        const auto zeros = kernels::quantizeRows(at::zeros({2, 64}, at::TensorOptions().device(lastGpu())));
        CHECK(zeros.numbers.to(at::kFloat).abs().max().item<float>() == 0);
        CHECK(at::isfinite(zeros.scales).all().item<bool>());
    }

    TEST_CASE("linear on quantized rows equals the product of what they stand for")
    {
        if (!haveGpu() || !kernels::multipliesQuantizedRows(lastGpu())) {
            return;
        }
        for (const std::int64_t length : {0, 1, 31, 300}) {
            for (const std::int64_t in : {16, 64, 3072}) {
                for (const std::int64_t out : {16, 80, 256}) {
                    CAPTURE(length);
                    CAPTURE(in);
                    CAPTURE(out);
                    const auto x = kernels::quantizeRows(random({length, in}, at::kBFloat16).to(lastGpu()));
                    const auto weight = kernels::quantizeRows((at::randn({out, in}) * 0.1).to(lastGpu()));
                    const auto bias = random({out}, at::kBFloat16);
                    const auto values = [](const kernels::QuantizedRows& rows) {
                        return inDouble(rows.numbers.to(at::kFloat).cpu()) * inDouble(rows.scales.cpu()).unsqueeze(1);
                    };
                    const auto sums = at::addmm(inDouble(bias), values(x), values(weight).t());
                    const auto wide = at::zeros({length, out + 16}, bias.options().device(lastGpu()));
                    const auto target = wide.narrow(1, 16, out);
                    kernels::linear(x, weight, bias.to(lastGpu()), target);
                    CHECK((length == 0 ? 0 : relativeError(target, sums)) < 5e-3);
                    kernels::linear(x, weight, bias.to(lastGpu()), target, kernels::Activation::GeluTanh);
                    CHECK((length == 0 ? 0 : relativeError(target, at::gelu(sums, "tanh"))) < 5e-3);
                    kernels::linear(x, weight, {}, target);
                    CHECK((length == 0 ? 0 : relativeError(target, sums - inDouble(bias))) < 5e-3);
                    CHECK(at::count_nonzero(wide.narrow(1, 0, 16)).item<std::int64_t>() == 0);
                }
            }
        }
    }

    TEST_CASE("groupNorm equals its definition, with and without SiLU")
    {
        if (!haveGpu()) {
            return;
        }
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const std::int64_t channels : {8, 32, 96, 128, 512}) {
                for (const std::int64_t side : {1, 7, 33, 130}) {
                    for (const std::int64_t groups : {1, 4, 8}) {
                        CAPTURE(nameOf(dtype));
                        CAPTURE(channels);
                        CAPTURE(side);
                        CAPTURE(groups);
                        const auto x = random({1, channels, side, side + 3}, dtype);
                        const auto weight = random({channels}, dtype);
                        const auto bias = random({channels}, dtype);
                        const auto normed = at::group_norm(inDouble(x), groups, inDouble(weight), inDouble(bias), Eps);
                        const auto onGpu = channelsLast(x);
                        const auto actual =
                            kernels::groupNorm(onGpu, groups, weight.to(lastGpu()), bias.to(lastGpu()), Eps);
                        CHECK(actual.is_contiguous(at::MemoryFormat::ChannelsLast));
                        checkClose(actual, normed, dtype);
                        checkClose(kernels::groupNormSilu(onGpu, groups, weight.to(lastGpu()), bias.to(lastGpu()), Eps),
                                   at::silu(normed), dtype);
                        if (side > 7) { // also from the statistics of parts of the map
                            checkClose(test::normSiluInParts(onGpu, groups, weight.to(lastGpu()), bias.to(lastGpu()),
                                                             Eps, {1, side / 2}),
                                       at::silu(normed), dtype);
                        }
                    }
                }
            }
        }
    }

    TEST_CASE("groupNorm does not cancel where the mean is large")
    {
        if (!haveGpu()) {
            return;
        }
        const auto x = at::randn({1, 32, 64, 64}) + 500;
        const auto one = at::ones({32});
        const auto zero = at::zeros({32});
        const auto expected = at::group_norm(inDouble(x), 8, inDouble(one), inDouble(zero), Eps);
        const auto actual = kernels::groupNorm(channelsLast(x), 8, one.to(lastGpu()), zero.to(lastGpu()), Eps);
        CHECK(relativeError(actual, expected) < 1e-4);
        const auto inParts =
            test::normSiluInParts(channelsLast(x), 8, one.to(lastGpu()), zero.to(lastGpu()), Eps, {20, 41});
        CHECK(relativeError(inParts, at::silu(expected)) < 1e-4);
    }

    TEST_CASE("upsampleNearest2x repeats every cell in both directions")
    {
        if (!haveGpu()) {
            return;
        }
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            for (const std::int64_t channels : {3, 8, 40, 512}) {
                for (const std::int64_t side : {1, 5, 33}) {
                    CAPTURE(nameOf(dtype));
                    CAPTURE(channels);
                    CAPTURE(side);
                    const auto x = random({1, channels, side, side + 2}, dtype);
                    const auto actual = kernels::upsampleNearest2x(channelsLast(x));
                    CHECK(at::equal(actual.cpu(), at::upsample_nearest2d(x, {2 * side, 2 * (side + 2)})));
                }
            }
        }
    }
}
