// Whole pictures against diffusers: every stored pipeline_* run.
#include <doctest/doctest.h>

#include <map>
#include <optional>

#include "crew.h"
#include "pipeline_runs.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

const std::string ModelFolder = "models/";

template <class T>
std::optional<T> optional(const nlohmann::json& value)
{
    return value.is_null() ? std::nullopt : std::optional<T>(value.get<T>());
}

GenerationRequest requestOf(const test::Golden& golden)
{
    const auto& settings = golden.settings;
    GenerationRequest request;
    request.prompt = settings["prompt"];
    request.prompt2 = optional<std::string>(settings["prompt_2"]);
    request.negativePrompt = optional<std::string>(settings["negative_prompt"]);
    request.trueCfgScale = settings["true_cfg_scale"];
    request.promptWeights = settings.value("prompt_weights", false);
    request.maxSequenceLength = settings["max_sequence_length"].get<int>();
    request.mode = modeFromString(settings["mode"].get<std::string>()).value();
    request.width = settings["width"].get<int>();
    request.height = settings["height"].get<int>();
    request.steps = settings["steps"].get<int>();
    request.cfg = settings["cfg"].get<double>();
    request.seed = settings["seed"];
    request.strength = optional<double>(settings["strength"]);
    request.pasteBack = false;
    if (golden.tensors.contains("picture")) {
        request.inputImage = test::imageOf(golden["picture"]);
    }
    if (golden.tensors.contains("mask")) {
        request.maskImage = test::imageOf(golden["mask"]);
    }
    return request;
}

ResolvedRequest resolvedOf(const GenerationRequest& request)
{
    auto resolved = resolveRequest(request, test::anyModel(), {});
    INFO((resolved ? std::string() : describe(resolved.error())));
    REQUIRE(resolved.has_value());
    return std::move(*resolved);
}

PipelineOutput runGolden(FluxPipeline& pipeline, const test::Golden& golden)
{
    const auto request = requestOf(golden);
    auto output = pipeline.run(resolvedOf(request), {}, {});
    INFO((output ? std::string() : describe(output.error())));
    REQUIRE(output.has_value());
    return std::move(*output);
}

} // namespace

TEST_SUITE("pipeline")
{
    TEST_CASE("stored runs of diffusers are reproduced")
    {
        std::map<std::string, std::unique_ptr<FluxPipeline>> models;
        int runs = 0;
        for (const auto& name : test::goldensNamed("pipeline_")) {
            CAPTURE(name);
            const auto golden = test::loadGolden(name);
            const bool isBf16 = golden.settings["precision"] == "bf16";
            const std::string model = golden.settings["model"];
            auto& pipeline = models[model + (isBf16 ? "/bf16" : "")];
            if (!pipeline) {
                pipeline = test::loadTiny(test::openTiny(ModelFolder + model), isBf16 ? at::kBFloat16 : at::kFloat);
            }
            test::checkRun(runGolden(*pipeline, golden), golden);
            ++runs;
        }
        CHECK(runs >= 28);
    }

    TEST_CASE("teams of two and three reproduce them too")
    {
        for (const int members : {2, 3}) {
            CAPTURE(members);
            std::map<std::string, std::unique_ptr<test::Crew>> crews;
            for (const auto& name : test::goldensNamed("pipeline_")) {
                CAPTURE(name);
                const auto golden = test::loadGolden(name);
                const bool isBf16 = golden.settings["precision"] == "bf16";
                const std::string model = golden.settings["model"];
                auto& crew = crews[model + (isBf16 ? "/bf16" : "")];
                if (!crew) {
                    crew = std::make_unique<test::Crew>(test::openTiny(ModelFolder + model), members,
                                                        isBf16 ? at::kBFloat16 : at::kFloat);
                }
                const auto request = requestOf(golden);
                test::checkRun(crew->mustRun(resolvedOf(request)), golden);
            }
        }
    }

    TEST_CASE("single files and the all-in-one give the picture of their twin")
    {
        const auto golden = test::loadGolden("pipeline_text2img_single_file");
        for (const char* file : {"flux1-odd.safetensors", "all_in_one.safetensors"}) {
            CAPTURE(file);
            auto parts = test::openTiny(ModelFolder + "single_file/" + file);
            parts.clipTokenizer = std::string(GENSERVE_TEST_DATA) + "/models/single_file_twin/tokenizer";
            parts.t5Tokenizer = std::string(GENSERVE_TEST_DATA) + "/models/single_file_twin/tokenizer_2";
            const auto pipeline = test::loadTiny(parts, at::kFloat);
            const auto output = runGolden(*pipeline, golden);
            CHECK(test::relativeError(output.latents, golden["latents"][0]) < test::LatentTolerance);
            CHECK(test::largestDifference(output.image, golden["image"]) <= 1);
        }
    }

    TEST_CASE("the same request gives the same bytes")
    {
        const auto golden = test::loadGolden("pipeline_text2img_default");
        const auto pipeline = test::loadTiny(test::openTiny(ModelFolder + "odd"), at::kFloat);
        const auto first = runGolden(*pipeline, golden);
        CHECK(runGolden(*pipeline, golden).image == first.image);
    }

    TEST_CASE("a size off the grid is generated larger and cropped")
    {
        const auto pipeline = test::loadTiny(test::openTiny(ModelFolder + "odd"), at::kFloat);
        GenerationRequest request;
        request.prompt = "a cat";
        request.steps = 1;
        request.width = 50;
        request.height = 33;
        const auto small = pipeline->run(*resolveRequest(request, test::anyModel(), {}), {}, {});
        request.width = 64;
        request.height = 48;
        const auto whole = pipeline->run(*resolveRequest(request, test::anyModel(), {}), {}, {});
        REQUIRE(small.has_value());
        REQUIRE(whole.has_value());
        CHECK(small->image.width == 50);
        CHECK(small->image.height == 33);
        constexpr int OffsetX = (64 - 50) / 2, OffsetY = (48 - 33) / 2;
        CHECK(std::equal(small->image.row(0).begin(), small->image.row(0).end(),
                         whole->image.row(OffsetY).begin() + OffsetX * 3));
    }

    TEST_CASE("strength 0 gives the prepared input back, and paste-back keeps what the mask leaves black")
    {
        const auto golden = test::loadGolden("pipeline_fill_partial");
        const auto pipeline = test::loadTiny(test::openTiny(ModelFolder + "odd"), at::kFloat);
        auto request = requestOf(golden);
        request.strength = 0;
        const auto untouched = pipeline->run(*resolveRequest(request, test::anyModel(), {}), {}, {});
        REQUIRE(untouched.has_value());
        CHECK(untouched->stepsRun == 0);

        request.strength = 1;
        request.pasteBack = true;
        request.maskImage = Image::filled(request.inputImage->width, request.inputImage->height, 1, 0);
        for (int x = 0; x < 30; ++x) {
            request.maskImage->row(5)[static_cast<std::size_t>(x)] = 255;
        }
        request.width = request.inputImage->width;
        request.height = request.inputImage->height;
        const auto pasted = pipeline->run(*resolveRequest(request, test::anyModel(), {}), {}, {});
        REQUIRE(pasted.has_value());
        for (int y = 0; y < pasted->image.height; ++y) {
            if (y != 5) {
                CHECK(std::equal(pasted->image.row(y).begin(), pasted->image.row(y).end(),
                                 request.inputImage->row(y).begin()));
            }
        }
        CHECK_FALSE(pasted->image == *request.inputImage);
    }

    TEST_CASE("a stop is obeyed before the next step")
    {
        const auto pipeline = test::loadTiny(test::openTiny(ModelFolder + "odd"), at::kFloat);
        GenerationRequest request;
        request.prompt = "a cat";
        request.steps = 50;
        request.width = request.height = 64;
        std::stop_source source;
        int steps = 0;
        const auto result = pipeline->run(
            *resolveRequest(request, test::anyModel(), {}),
            [&](const Progress& progress) {
                if (progress.stage == Stage::Denoise && ++steps == 3) {
                    source.request_stop();
                }
            },
            source.get_token());
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == ErrorCode::Cancelled);
        CHECK(steps == 3);
    }

    TEST_CASE("previews show the latent cells and change nothing")
    {
        const auto golden = test::loadGolden("pipeline_text2img_default");
        const auto pipeline = test::loadTiny(test::openTiny(ModelFolder + "odd"), at::kFloat);
        const auto request = requestOf(golden);
        const auto resolved = resolveRequest(request, test::anyModel(), {});
        REQUIRE(resolved.has_value());
        std::vector<Image> previews;
        const auto watched =
            pipeline->run(*resolved, {}, {}, [&](const Image& preview) { previews.push_back(preview); });
        REQUIRE(watched.has_value());
        REQUIRE_FALSE(previews.empty());
        CHECK(previews.front().channels == 3);
        CHECK(previews.front().width * 8 == watched->image.width);
        CHECK(previews.front().height * 8 == watched->image.height);
        CHECK(runGolden(*pipeline, golden).image == watched->image);
    }
}
