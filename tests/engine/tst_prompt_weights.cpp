// Weights in prompts: what is read of them, and that they act as asked.
#include <doctest/doctest.h>

#include "base/prompt_weights.h"
#include "pipeline_runs.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

WeightedPrompt parsed(std::string_view prompt)
{
    auto result = parsePromptWeights(prompt);
    INFO(prompt);
    REQUIRE(result.has_value());
    return std::move(*result);
}

using Weights = std::vector<PromptWeight>;

GenerationRequest weightedRequest(const std::string& prompt)
{
    GenerationRequest request;
    request.prompt = prompt;
    request.promptWeights = true;
    request.steps = 2;
    request.width = request.height = 32;
    return request;
}

Image pictureOf(FluxPipeline& pipeline, const GenerationRequest& request)
{
    const auto resolved = resolveRequest(request, test::anyModel(), {});
    INFO((resolved ? std::string() : describe(resolved.error())));
    REQUIRE(resolved.has_value());
    auto output = pipeline.run(*resolved, {}, {});
    REQUIRE(output.has_value());
    return std::move(output->image);
}

} // namespace

TEST_SUITE("prompt_weights")
{
    TEST_CASE("weights multiply where they are nested, and leave no trace in the text")
    {
        const auto prompt = parsed("a (red (cat:1.5):2) on ( snow : 0.5 )");
        CHECK(prompt.text == "a red cat on  snow ");
        CHECK((prompt.weights == Weights{{2, 6, 2}, {6, 9, 3}, {13, 19, 0.5}}));
        CHECK((parsed("(雪:1.2)人").weights == Weights{{0, 3, 1.2}}));
        CHECK(parsed("(a cat:1)").weights.empty());
        CHECK((parsed("(a:2)(b:2)").weights == Weights{{0, 2, 2}}));
        CHECK((parsed("((((a:4):3):2):0.125)").weights == Weights{{0, 1, 3}}));
        CHECK((parsed("((a:4):4)").weights == Weights{{0, 1, 4}}));
        CHECK((parsed("(a:.5)").weights == Weights{{0, 1, 0.5}}));
    }

    TEST_CASE("parentheses without a number are punctuation")
    {
        for (const char* text : {"a cat (old)", "((", "a) b", "hello :)", "(hi :)", "(note: a dog)", "(a:1.2", "a:1.2)",
                                 "(see: 3 dogs)", "()", "(:)", ""}) {
            CHECK(parsed(text).text == text);
            CHECK(parsed(text).weights.empty());
            CHECK_FALSE(hasPromptWeights(text));
        }
    }

    TEST_CASE("backslashes keep parentheses, and any literal prompt can be written so")
    {
        CHECK(parsed("\\(a:1.2\\)").text == "(a:1.2)");
        CHECK((parsed("(\\(a\\):1.2)").weights == Weights{{0, 3, 1.2}}));
        CHECK(parsed("C:\\path").text == "C:\\path");
        for (const char* text : {"(a:1.2)", "a \\( b", "\\\\(", "(((", "plain", "\\"}) {
            CHECK(parsed(escapedPrompt(text)).text == text);
        }
        CHECK(hasPromptWeights("\\(a:1.2\\)"));
    }

    TEST_CASE("every byte of the text knows where it was typed")
    {
        const auto prompt = parsed("a (b:2) \\(c");
        CHECK(prompt.text == "a b (c");
        CHECK(prompt.origins == std::vector<std::size_t>{0, 1, 3, 7, 9, 10, 11});
    }

    TEST_CASE("a weight that is none is a fault of the field")
    {
        for (const char* prompt : {"(cat:5)", "(cat:-1)", "(cat:1.2.3)", "(cat:1,2)", "(cat:+-1)", "(at 10:30)"}) {
            CAPTURE(prompt);
            const auto resolved = resolveRequest(weightedRequest(prompt), test::anyModel(), {});
            REQUIRE_FALSE(resolved.has_value());
            REQUIRE(resolved.error().faults.size() == 1);
            CHECK(resolved.error().faults[0].field == "prompt");
            CHECK(resolved.error().faults[0].problem.find("must be a number from 0 to 4") != std::string::npos);
        }
        CHECK_FALSE(resolveRequest(weightedRequest("( :2)"), test::anyModel(), {}).has_value());
        auto negative = weightedRequest("a cat");
        negative.negativePrompt = "(dog:9)";
        negative.trueCfgScale = 2;
        CHECK(resolveRequest(negative, test::anyModel(), {}).error().faults[0].field == "negative_prompt");
    }

    TEST_CASE("weight 1 gives the bytes of the plain prompt, other weights another picture")
    {
        const auto pipeline = test::loadTiny(test::openTiny("models/odd"));
        auto request = weightedRequest("a red cat");
        request.promptWeights = false;
        const Image plain = pictureOf(*pipeline, request);
        CHECK(pictureOf(*pipeline, weightedRequest("a (red:1) cat")) == plain);
        const Image more = pictureOf(*pipeline, weightedRequest("a (red:1.4) cat"));
        CHECK_FALSE(more == plain);
        CHECK_FALSE(pictureOf(*pipeline, weightedRequest("a (red:0.6) cat")) == more);
        // Remembered prompts are told apart by their weights.
        CHECK(pictureOf(*pipeline, weightedRequest("a (red:1.4) cat")) == more);
        CHECK(pictureOf(*pipeline, request) == plain);
        request.prompt = "a (red:1.4) cat";
        CHECK_FALSE(pictureOf(*pipeline, request) == more); // literal, as nothing else was asked
    }

    TEST_CASE("encoders that come and go weight as those that stay")
    {
        const Image resident = pictureOf(*test::loadTiny(test::openTiny("models/odd")), weightedRequest("a (cat:2)"));
        const PipelineOptions options{
            .device = at::kCPU, .dtype = at::kFloat, .bundledTokenizers = {}, .plan = {.keepsTextEncoders = false}};
        const auto pipeline = FluxPipeline::load(test::openTiny("models/odd"), options, {}, {});
        REQUIRE(pipeline.has_value());
        CHECK(pictureOf(**pipeline, weightedRequest("a (cat:2)")) == resident);
    }

    TEST_CASE("weights of a prompt that T5 does not read are warned about")
    {
        auto request = weightedRequest("a (cat:2)");
        request.prompt2 = "a dog";
        const auto resolved = resolveRequest(request, test::anyModel(), {});
        REQUIRE(resolved.has_value());
        REQUIRE(resolved->warnings.size() == 1);
        CHECK(resolved->warnings[0].starts_with("prompt_weights has no effect"));
    }
}
