// One picture, every way of holding its model in memory.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "gpu.h"
#include "pipeline/model_size.h"
#include "pipeline_runs.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

const std::string Model = "models/odd";

GenerationRequest request(const std::string& prompt)
{
    GenerationRequest request;
    request.prompt = prompt;
    request.steps = 3;
    request.width = request.height = 64;
    return request;
}

std::unique_ptr<FluxPipeline> loaded(const MemoryPlan& plan, at::ScalarType dtype = at::kFloat)
{
    const PipelineOptions options{.device = at::kCPU, .dtype = dtype, .bundledTokenizers = {}, .plan = plan};
    auto pipeline = FluxPipeline::load(test::openTiny(Model), options, {}, {});
    INFO((pipeline ? std::string() : describe(pipeline.error())));
    REQUIRE(pipeline.has_value());
    return std::move(*pipeline);
}

Image pictureOf(FluxPipeline& pipeline, const GenerationRequest& request)
{
    const auto resolved = resolveRequest(request, test::anyModel(), {});
    INFO((resolved ? std::string() : describe(resolved.error())));
    REQUIRE(resolved.has_value());
    auto output = pipeline.run(*resolved, {}, {});
    INFO((output ? std::string() : describe(output.error())));
    REQUIRE(output.has_value());
    return std::move(output->image);
}

ModelSize sizeOfTiny()
{
    const auto size = modelSize(test::openTiny(Model));
    REQUIRE(size.has_value());
    return *size;
}

std::vector<MemoryPlan> streamingPlans()
{
    const ModelSize size = sizeOfTiny();
    const int blocks = static_cast<int>(size.doubleBlocks + size.singleBlocks);
    std::vector<MemoryPlan> plans{{.keepsTextEncoders = false}, {.keepsModulations = false}};
    for (int count = 1; count <= blocks; ++count) {
        plans.push_back({.keepsTextEncoders = false, .keepsModulations = false, .streamedBlocks = count});
    }
    return plans;
}

} // namespace

TEST_SUITE("memory_plans")
{
    TEST_CASE("weights that come and go give the bytes of those that stay")
    {
        for (const auto dtype : {at::kFloat, at::kBFloat16}) {
            const Image resident = pictureOf(*loaded({}, dtype), request("a cat"));
            for (const MemoryPlan& plan : streamingPlans()) {
                CAPTURE(describe(plan));
                const auto pipeline = loaded(plan, dtype);
                CHECK(pictureOf(*pipeline, request("a cat")) == resident);
                CHECK(pictureOf(*pipeline, request("a cat")) == resident); // again, with what is on its way already
            }
        }
    }

    TEST_CASE("a loaded model changes from plan to plan")
    {
        const auto guided = [] {
            GenerationRequest both = request("a dog");
            both.negativePrompt = "a cat";
            both.trueCfgScale = 2;
            return both;
        }();
        const Image resident = pictureOf(*loaded({}), guided);
        const auto pipeline = loaded({});
        auto plans = streamingPlans();
        plans.push_back({});
        plans.push_back({.keepsTextEncoders = false, .keepsModulations = true, .streamedBlocks = 1});
        plans.push_back({});
        for (const MemoryPlan& plan : plans) {
            CAPTURE(describe(plan));
            REQUIRE(pipeline->place(plan, {}, {}).has_value());
            CHECK(pictureOf(*pipeline, guided) == resident);
        }
    }

    TEST_CASE("pictures in tiles differ by rounding only")
    {
        auto asked = request("a cat");
        asked.width = 320;
        asked.height = 272;
        asked.steps = 1;
        const Image whole = pictureOf(*loaded({}), asked);
        const Image tiled = pictureOf(*loaded({.tiledLevels = 1}), asked);
        REQUIRE(tiled.pixels.size() == whole.pixels.size());
        int most = 0;
        for (std::size_t i = 0; i < whole.pixels.size(); ++i) {
            most = std::max(most, std::abs(int{whole.pixels[i]} - int{tiled.pixels[i]}));
        }
        CHECK(most <= 1);
    }

    TEST_CASE("a prompt is encoded once, whether its encoders stay or not")
    {
        for (const bool keeps : {true, false}) {
            const auto pipeline = loaded({.keepsTextEncoders = keeps});
            const Image first = pictureOf(*pipeline, request("a cat"));
            CHECK(pipeline->promptEncodings() == 1);
            CHECK(pictureOf(*pipeline, request("a cat")) == first);
            CHECK(pipeline->promptEncodings() == 1);
            pictureOf(*pipeline, request("a dog"));
            CHECK(pipeline->promptEncodings() == 2);
            auto shorter = request("a cat");
            shorter.maxSequenceLength = 16;
            pictureOf(*pipeline, shorter);
            CHECK(pipeline->promptEncodings() == 3);
            CHECK(pictureOf(*pipeline, request("a cat")) == first);
            CHECK(pipeline->promptEncodings() == 3);
        }
    }

    TEST_CASE("on a GPU the prompt of the first picture is encoded while the transformer is read")
    {
        if (!test::haveGpu()) {
            return;
        }
        const auto parts = test::openTiny(Model);
        const PipelineOptions options{.device = test::lastGpu(), .dtype = at::kBFloat16, .bundledTokenizers = {}};
        auto asked = request("a cat");
        asked.negativePrompt = "a dog";
        asked.trueCfgScale = 2;
        const auto resolved = resolveRequest(asked, test::anyModel(), {});
        REQUIRE(resolved.has_value());
        const auto plain = FluxPipeline::load(parts, options, {}, {});
        REQUIRE_MESSAGE(plain.has_value(), (plain ? "" : describe(plain.error())));
        const auto ready = FluxPipeline::load(parts, options, {}, {}, &*resolved);
        REQUIRE(ready.has_value());
        CHECK((*plain)->promptEncodings() == 0);
        CHECK((*ready)->promptEncodings() == 2);
        CHECK(pictureOf(**ready, asked) == pictureOf(**plain, asked));
        CHECK((*ready)->promptEncodings() == 2);
    }

    TEST_CASE("loading says how far it is and can be stopped, in every plan")
    {
        for (const MemoryPlan& plan : streamingPlans()) {
            CAPTURE(describe(plan));
            int last = -1;
            const PipelineOptions options{
                .device = at::kCPU, .dtype = at::kFloat, .bundledTokenizers = {}, .plan = plan};
            const auto watch = [&](const Progress& progress) {
                CHECK(progress.step > last);
                last = progress.step;
            };
            REQUIRE(FluxPipeline::load(test::openTiny(Model), options, watch, {}).has_value());
            CHECK(last >= 99);
            std::stop_source stop;
            stop.request_stop();
            const auto stopped = FluxPipeline::load(test::openTiny(Model), options, {}, stop.get_token());
            REQUIRE_FALSE(stopped.has_value());
            CHECK(stopped.error().code == ErrorCode::Cancelled);
        }
    }

    TEST_CASE("a model's size is the sum of its parameters")
    {
        const auto parts = test::openTiny(Model);
        const ModelSize size = sizeOfTiny();
        std::int64_t transformer = 0;
        for (const auto& [name, tensor] : parts.transformer.tensors) {
            std::int64_t count = 1;
            for (const std::int64_t dimension : tensor.shape) {
                count *= dimension;
            }
            transformer += count;
        }
        CHECK(size.transformerEnds + size.doubleBlocks * (size.doubleBlock + size.doubleModulation)
                  + size.singleBlocks * (size.singleBlock + size.singleModulation)
              == transformer);
        CHECK(size.t5Layer > 0);
        CHECK(size.t5Layer < size.t5);
        CHECK(size.vaeChannels.size() >= 2);
    }
}
