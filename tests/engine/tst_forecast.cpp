// What a picture will take: memory by plan, and work.
#include <doctest/doctest.h>

#include "runtime/forecast.h"

using namespace genserve;
using namespace genserve::runtime;

namespace {

constexpr std::int64_t GiB = std::int64_t{1} << 30;

// FLUX.1-dev as its configs give it.
ModelSize flux()
{
    constexpr std::int64_t C = 3072;
    ModelSize size;
    size.clip = 123'060'480;
    size.t5 = 4'762'310'656;
    size.t5Layer = 192'937'984;
    size.vae = 83'819'683;
    size.transformerEnds = 60'000'000;
    size.doubleBlock = 24 * C * C;
    size.singleBlock = 12 * C * C;
    size.doubleModulation = 12 * C * C;
    size.singleModulation = 3 * C * C;
    size.doubleBlocks = 19;
    size.singleBlocks = 38;
    size.width = C;
    size.textWidth = 4096;
    size.grid = 16;
    size.latentChannels = 16;
    size.vaeChannels = {128, 256, 512, 512};
    size.vaeLayers = 2;
    return size;
}

Workload square(std::int64_t side, int steps = 28)
{
    Workload work;
    work.width = work.height = side;
    work.steps = steps;
    return work;
}

std::vector<Forecast> cudaForecasts(const Workload& work, std::int64_t budget, Precision precision)
{
    return forecasts(flux(), work, precision, DeviceKind::Cuda, budget);
}

} // namespace

TEST_SUITE("forecast")
{
    TEST_CASE("a large card holds everything")
    {
        const auto all = cudaForecasts(square(1024), 80 * GiB, Precision::BFloat16);
        REQUIRE(!all.empty());
        CHECK(all.front().plan == MemoryPlan{});
        CHECK(describe(all.front().plan) == "resident");
        CHECK(all.front().weights == doctest::Approx(33.7e9).epsilon(0.02)); // 11.9 + 4.76 + 0.12 + 0.08 G at 2 bytes
    }

    TEST_CASE("each plan needs less than the one before and none more than the budget")
    {
        for (const std::int64_t budget : {0, 4, 6, 8, 12, 16, 24, 32, 48}) {
            for (const Precision precision : {Precision::BFloat16, Precision::Float8}) {
                const auto all = cudaForecasts(square(1024), budget * GiB, precision);
                REQUIRE(!all.empty());
                for (std::size_t i = 0; i < all.size(); ++i) {
                    CAPTURE(budget);
                    CAPTURE(describe(all[i].plan));
                    CHECK((budget == 0 || all[i].peak() <= budget * GiB));
                    CHECK((i == 0 || all[i].peak() < all[i - 1].peak()));
                }
            }
        }
    }

    TEST_CASE("the usual cards get the plan one would expect")
    {
        const auto best = [](std::int64_t gigabytes, Precision precision) {
            return cudaForecasts(square(1024), gigabytes * GiB, precision).front().plan;
        };
        const auto bf16 = Precision::BFloat16;
        CHECK(best(24, bf16).streamedBlocks == 0); // text encoders and modulations come and go
        CHECK_FALSE(best(24, bf16).keepsModulations);
        CHECK(best(16, bf16).streamedBlocks > 0);
        CHECK(best(16, bf16).streamedBlocks < 30);
        CHECK(best(12, bf16).streamedBlocks > best(16, bf16).streamedBlocks);
        CHECK(best(8, bf16).streamedBlocks > best(12, bf16).streamedBlocks);
        CHECK(best(16, Precision::Float8).streamedBlocks == 0);
        CHECK(best(12, Precision::Float8).streamedBlocks == 0);
    }

    TEST_CASE("a small card that can't hold a large picture is told which would fit")
    {
        CHECK(cudaForecasts(square(2048), 2 * GiB, Precision::BFloat16).empty());
        const auto words = [](std::int64_t side, std::int64_t bytes) {
            return describe(remedyFor(flux(), square(side), Precision::BFloat16, DeviceKind::Cuda, bytes, true));
        };
        CHECK(words(2048, 5 * GiB / 2).find("would fit") != std::string::npos);
        CHECK(words(1024, GiB / 2) == "no size of this model would fit");
    }

    TEST_CASE("the CPU streams nothing but reads text encoders when they are needed")
    {
        const auto all = forecasts(flux(), square(1024), Precision::Float32, DeviceKind::Cpu, 0);
        REQUIRE(all.size() >= 2);
        for (const auto& cast : all) {
            CHECK(cast.plan.streamedBlocks == 0);
            CHECK(cast.plan.keepsModulations);
            CHECK(cast.hostBytes == 0);
        }
        CHECK_FALSE(all.back().plan.keepsTextEncoders);
    }

    TEST_CASE("work is that of the published counts")
    {
        const auto step = [](std::int64_t side) {
            return teraflops(flux(), square(side, 2)) - teraflops(flux(), square(side, 1));
        };
        CHECK(step(1024) == doctest::Approx(74.4).epsilon(0.01));
        CHECK(step(512) == doctest::Approx(21.5).epsilon(0.01));
        CHECK(step(2048) == doctest::Approx(418).epsilon(0.01));
        auto guided = square(1024);
        guided.passes = 2;
        CHECK(teraflops(flux(), guided) == doctest::Approx(2 * teraflops(flux(), square(1024))).epsilon(0.01));
    }

    TEST_CASE("plans are described in words")
    {
        CHECK(describe(MemoryPlan{false, false, 12, 1})
              == "text encoders on demand, modulations on demand, 12 blocks streamed, pictures in tiles");
        CHECK(describe(MemoryPlan{true, true, 1, 0}) == "1 block streamed");
        CHECK(gigabytes(3 * GiB / 2) == "1.5 GB");
    }
}
