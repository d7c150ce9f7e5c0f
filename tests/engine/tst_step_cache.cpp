// The first-block cache: alone, and in whole runs of the starter against diffusers'.
#include <doctest/doctest.h>

#include <ATen/ATen.h>

#include "models/first_block_cache.h"
#include "pipeline_runs.h"

using namespace genserve;

namespace {

constexpr double Threshold = 0.1;

at::Tensor rows(double value) { return at::full({4, 8}, value); }

pipeline::PipelineOutput runStarter(pipeline::FluxPipeline& starter, const nlohmann::json& settings)
{
    GenerationRequest request;
    request.prompt = settings["prompt"];
    if (!settings["negative_prompt"].is_null()) {
        request.negativePrompt = settings["negative_prompt"].get<std::string>();
    }
    request.trueCfgScale = settings["true_cfg_scale"];
    request.maxSequenceLength = settings["max_sequence_length"].get<int>();
    request.width = settings["width"].get<int>();
    request.height = settings["height"].get<int>();
    request.steps = settings["steps"].get<int>();
    request.cfg = settings["cfg"].get<double>();
    request.seed = settings["seed"];
    request.stepCache = stepCacheFromString(settings["step_cache"].get<std::string>()).value();
    const auto resolved = pipeline::resolveRequest(request, test::anyModel(), {});
    REQUIRE(resolved.has_value());
    auto output = starter.run(*resolved, {}, {});
    REQUIRE(output.has_value());
    return std::move(*output);
}

} // namespace

TEST_SUITE("step_cache")
{
    TEST_CASE("a step is reused as long as its first block's residual stays near that of the last full step")
    {
        models::FirstBlockCache cache(Threshold);
        const auto step = [&](double residual, double rest) {
            const at::Tensor image = rows(1 + residual);
            const bool isFinished = cache.finishes(rows(1), image);
            if (!isFinished) {
                cache.keep(image.add_(rest));
            }
            return std::pair(isFinished, image[0][0].item<double>());
        };
        CHECK(step(1.0, 5) == std::pair(false, 7.0));
        CHECK(step(1.0625, 6) == std::pair(true, 7.0625)); // 5 added again
        CHECK(step(0.9375, 6) == std::pair(true, 6.9375));
        CHECK(step(1.125, 6) == std::pair(false, 8.125));  // further than a tenth from 1, though not from 0.9375
        CHECK(step(1.1875, 7) == std::pair(true, 8.1875)); // near 1.125 now
        CHECK(cache.reused() == 3);
    }

    TEST_CASE("numbers that are not finite are never reused")
    {
        models::FirstBlockCache cache(Threshold);
        const at::Tensor image = rows(2);
        REQUIRE_FALSE(cache.finishes(rows(1), image));
        cache.keep(image);
        CHECK_FALSE(cache.finishes(rows(1), rows(std::numeric_limits<double>::quiet_NaN())));
    }

    TEST_CASE("runs reuse the steps that diffusers' first-block cache reuses")
    {
        const auto starter = test::loadTiny(test::openTiny("../../resources/starter"));
        int runs = 0;
        for (const auto& name : test::goldensNamed("step_cache_")) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const auto output = runStarter(*starter, golden.settings);
            CHECK(output.stepsReused == golden.settings["steps_reused"].get<int>());
            CHECK(output.stepsReused > 0);
            test::checkRun(output, golden);
            ++runs;
        }
        CHECK(runs == 2);
    }
}
