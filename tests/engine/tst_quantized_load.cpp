// Networks whose linear layers are left as 8-bit numbers by the load.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "kernels/quantized_rows.h"
#include "pipeline/resolved_request.h"
#include "pipeline_runs.h"
#include "runtime/engine.h"
#include "safetensors_writer.h"
#include "weights/parameters.h"

using namespace genserve;
using namespace genserve::weights;
using testing::TemporaryFolder;
using testing::writeSafetensors;

namespace {

// A matrix made of several stored ones, as the network would hold it.
struct Matrix {
    Parameters parameters;
    at::Tensor weight;
    kernels::QuantizedRows rows;
    int quantised = 0; // how often it was asked to quantise itself

    Matrix(std::vector<std::string> names, std::vector<std::vector<std::int64_t>> shapes)
    {
        parameters.addStacked(std::move(names), std::move(shapes), weight);
        parameters.quantize(weight, {&rows.numbers, &rows.scales, [this] {
                                         rows = kernels::quantizeRows(weight);
                                         weight.reset();
                                         ++quantised;
                                     }});
    }

    Expected<void> read(const Checkpoint& checkpoint, at::ScalarType dtype = at::kBFloat16)
    {
        LoadOptions options;
        options.dtype = dtype;
        return load(parameters, checkpoint, options);
    }
};

std::string bytesOf(const at::Tensor& tensor)
{
    const at::Tensor whole = tensor.contiguous();
    return {static_cast<const char*>(whole.const_data_ptr()), whole.nbytes()};
}

} // namespace

TEST_SUITE("quantized_load")
{
    TEST_CASE("numbers that a file stores are kept as they are, each part with its factor")
    {
        const TemporaryFolder folder;
        const at::Tensor q = at::randn({3, 32}).to(at::kFloat8_e4m3fn), v = at::randn({2, 32}).to(at::kFloat8_e4m3fn);
        const at::Tensor factor = at::full({1}, 0.3F);
        writeSafetensors(folder / "x.safetensors", {{"q", "F8_E4M3", {3, 32}, bytesOf(q)},
                                                    {"q.scale", "F32", {1}, bytesOf(factor)},
                                                    {"v", "F8_E4M3", {2, 32}, bytesOf(v)}});
        auto file = openFile(folder / "x.safetensors");
        REQUIRE(file.has_value());
        file->tensors.at("q").scale = StoredScale{Dtype::F32, file->tensors.at("q.scale").segments.front()};
        Matrix matrix({"v", "q"}, {{2, 32}, {3, 32}});
        REQUIRE(matrix.read(*file).has_value());
        CHECK(matrix.quantised == 0);
        CHECK_FALSE(matrix.weight.defined());
        CHECK(at::equal(matrix.rows.numbers.view(at::kByte), at::cat({v.view(at::kByte), q.view(at::kByte)})));
        CHECK(at::equal(matrix.rows.scales, at::tensor({1.0F, 1.0F, 0.3F, 0.3F, 0.3F})));
    }

    TEST_CASE("any other type is quantised once, when all of its parts have been read")
    {
        const TemporaryFolder folder;
        const at::Tensor a = at::randn({3, 32}), b = at::randn({2, 32}).to(at::kFloat8_e4m3fn);
        writeSafetensors(folder / "x.safetensors",
                         {{"a", "F32", {3, 32}, bytesOf(a)}, {"b", "F8_E4M3", {2, 32}, bytesOf(b)}});
        const auto file = openFile(folder / "x.safetensors");
        REQUIRE(file.has_value());
        Matrix matrix({"b", "a"}, {{2, 32}, {3, 32}});
        REQUIRE(matrix.read(*file).has_value());
        CHECK(matrix.quantised == 1);
        const auto expected = kernels::quantizeRows(at::cat({b.to(at::kFloat), a}).to(at::kBFloat16));
        CHECK(at::equal(matrix.rows.numbers.view(at::kByte), expected.numbers.view(at::kByte)));
        CHECK(at::equal(matrix.rows.scales, expected.scales));
    }

    TEST_CASE("a load that fails leaves neither weight nor numbers")
    {
        const TemporaryFolder folder;
        const at::Tensor a = at::ones({2, 16}).to(at::kFloat8_e4m3fn);
        writeSafetensors(folder / "x.safetensors", {{"a", "F8_E4M3", {2, 16}, bytesOf(a)}});
        const auto file = openFile(folder / "x.safetensors");
        REQUIRE(file.has_value());
        Matrix matrix({"a"}, {{2, 16}});
        REQUIRE(matrix.read(*file).has_value());
        CHECK(matrix.rows.numbers.defined());
        std::stop_source stopped;
        stopped.request_stop();
        LoadOptions options;
        options.stop = stopped.get_token();
        CHECK_FALSE(load(matrix.parameters, *file, options).has_value());
        CHECK_FALSE(matrix.rows.numbers.defined());
        CHECK_FALSE(matrix.rows.scales.defined());
    }

    TEST_CASE("a pipeline with 8-bit linears makes almost the picture of the exact one")
    {
        const auto golden = test::loadGolden("pipeline_text2img_default");
        const auto parts = test::openTiny("models/" + golden.settings["model"].get<std::string>());
        auto pipeline = pipeline::FluxPipeline::load(
            parts, {.device = at::kCPU, .dtype = at::kFloat, .bundledTokenizers = {}, .quantizesTransformer = true}, {},
            {});
        REQUIRE(pipeline.has_value());
        GenerationRequest request;
        request.prompt = golden.settings["prompt"];
        request.width = golden.settings["width"].get<int>();
        request.height = golden.settings["height"].get<int>();
        request.steps = golden.settings["steps"].get<int>();
        request.cfg = golden.settings["cfg"].get<double>();
        request.seed = golden.settings["seed"];
        request.maxSequenceLength = golden.settings["max_sequence_length"].get<int>();
        pipeline::CatalogueEntry model;
        model.kind = pipeline::ModelKind::Dev;
        model.info.features = {"text-to-image"};
        const auto resolved = pipeline::resolveRequest(request, model, {});
        REQUIRE(resolved.has_value());
        const auto output = (*pipeline)->run(*resolved, {}, {});
        REQUIRE(output.has_value());
        const double error = test::relativeError(output->latents, golden["latents"][0]);
        CHECK(error > 1e-3); // so the numbers did take part
        CHECK(error < 0.1);
    }

    TEST_CASE("an engine refuses fp8 on a device that can't multiply it, and says what works")
    {
        runtime::EngineOptions options;
        options.precision = Precision::Float8;
        const auto engine = runtime::Engine::create(options);
        REQUIRE_FALSE(engine.has_value());
        CHECK(engine.error().code == ErrorCode::InvalidArgument);
        CHECK(engine.error().context == "precision");
        CHECK(engine.error().message.find("cpu computes in fp32 and bf16") != std::string::npos);
    }

    TEST_CASE("an engine that chooses its precision computes in fp32 on the CPU")
    {
        runtime::EngineOptions options;
        options.choosesPrecision = true;
        const auto engine = runtime::Engine::create(options);
        REQUIRE(engine.has_value());
        CHECK((*engine)->precision() == Precision::Float32);
    }
}
