// Each fused operator against its plain-ATen reference.
#include <doctest/doctest.h>

#include <ATen/ATen.h>

#include "golden.h"
#include "kernels/attention.h"
#include "kernels/gated_residual.h"
#include "kernels/group_norm.h"
#include "kernels/layer_norm_modulate.h"
#include "kernels/qk_norm_rope.h"
#include "norm_parts.h"

using namespace genserve;

namespace {

constexpr double Eps = 1e-6;
constexpr double Tolerance = 2e-6; // fp32, relative L2
constexpr std::int64_t Lengths[] = {1, 2, 31, 33, 100};
constexpr std::int64_t Channels[] = {2, 31, 32, 36, 192};

} // namespace

TEST_SUITE("kernels")
{
    TEST_CASE("layerNormModulate equals its reference, for rows with a stride too")
    {
        for (const auto length : Lengths) {
            for (const auto channels : Channels) {
                const auto wide = at::randn({length, channels + 5}) * 3 + 1;
                const auto scale = at::randn({channels});
                const auto shift = at::randn({channels});
                for (const auto& x : {wide.narrow(1, 2, channels), wide.narrow(1, 2, channels).contiguous()}) {
                    const auto expected = kernels::reference::layerNormModulate(
                        x.to(at::kDouble), scale.to(at::kDouble), shift.to(at::kDouble), Eps);
                    CHECK(test::relativeError(kernels::layerNormModulate(x, scale, shift, Eps), expected) < 1e-5);
                }
            }
        }
        CHECK(kernels::layerNormModulate(at::empty({0, 8}), at::zeros({8}), at::zeros({8}), Eps).size(0) == 0);
    }

    TEST_CASE("gatedResidual_ equals its reference")
    {
        for (const auto length : Lengths) {
            for (const auto channels : Channels) {
                const auto x = at::randn({length, channels});
                const auto gate = at::randn({channels});
                const auto y = at::randn({length, 2 * channels}).narrow(1, 1, channels);
                const auto expected = x.clone();
                kernels::reference::gatedResidual_(expected, gate, y);
                kernels::gatedResidual_(x, gate, y);
                CHECK(test::relativeError(x, expected) < Tolerance);
            }
        }
    }

    TEST_CASE("qkNormRope_ equals its reference and leaves v and its neighbours alone")
    {
        for (const auto length : Lengths) {
            for (const std::int64_t dim : {2, 6, 20, 32, 128}) {
                constexpr std::int64_t Heads = 3;
                const auto rows = at::randn({length, 3 * Heads * dim + 7});
                const auto expectedRows = rows.clone();
                const auto view = [&](const at::Tensor& t) {
                    return t.narrow(1, 0, 3 * Heads * dim).unflatten(1, at::IntArrayRef{3, Heads, dim});
                };
                const auto normQ = at::randn({dim});
                const auto normK = at::randn({dim});
                const auto angle = at::randn({length, dim / 2}) * 10;
                kernels::reference::qkNormRope_(view(expectedRows), normQ, normK, at::cos(angle), at::sin(angle), Eps);
                kernels::qkNormRope_(view(rows), normQ, normK, at::cos(angle), at::sin(angle), Eps);
                CHECK(test::relativeError(rows, expectedRows) < Tolerance);
            }
        }
    }

    TEST_CASE("groupNorm of parts by the statistics of all is that of the whole")
    {
        const auto x = at::randn({1, 12, 9, 7}) * 2 + 3;
        const auto weight = at::randn({12}), bias = at::randn({12});
        for (const std::int64_t groups : {1, 4, 12}) {
            CAPTURE(groups);
            const auto whole = kernels::groupNormSilu(x, groups, weight, bias, Eps);
            CHECK(test::relativeError(test::normSiluInParts(x, groups, weight, bias, Eps, {1, 3, 4}), whole)
                  < Tolerance);
        }
    }

    TEST_CASE("attention may write over v")
    {
        for (const auto length : Lengths) {
            constexpr std::int64_t Heads = 2, Dim = 12;
            const auto qkv = at::randn({length, 3, Heads, Dim});
            const auto q = qkv.select(1, 0).transpose(0, 1).to(at::kDouble);
            const auto k = qkv.select(1, 1).transpose(0, 1).to(at::kDouble);
            const auto v = qkv.select(1, 2).transpose(0, 1).to(at::kDouble);
            const auto weights = at::softmax(at::matmul(q, k.transpose(1, 2)) / std::sqrt(double(Dim)), -1);
            const auto expected = at::matmul(weights, v).transpose(0, 1).flatten(1);
            const auto out = qkv.select(1, 2).flatten(1);
            REQUIRE(out.data_ptr() == qkv.select(1, 2).data_ptr());
            kernels::attention(qkv, out);
            CHECK(test::relativeError(out, expected) < Tolerance);
        }
    }
}
