// Models of random weights that all refer to the same few numbers.
#include <doctest/doctest.h>

#include <filesystem>

#include <ATen/ATen.h>

#include "pipeline/flux_pipeline.h"
#include "pipeline/model_size.h"
#include "pipeline/random_model.h"
#include "pipeline/resolved_request.h"
#include "safetensors_writer.h"
#include "weights/parameters.h"

using namespace genserve;
using namespace genserve::pipeline;

namespace {

ModelDimensions tiny()
{
    ModelDimensions dimensions = ModelDimensions::fluxDev();
    dimensions.transformer.num_attention_heads = 2;
    dimensions.transformer.attention_head_dim = 32;
    dimensions.transformer.axes_dims_rope = {4, 14, 14};
    dimensions.transformer.num_layers = 2;
    dimensions.transformer.num_single_layers = 3;
    dimensions.transformer.joint_attention_dim = 64;
    dimensions.transformer.pooled_projection_dim = 64;
    dimensions.vae.block_out_channels = {32, 32};
    dimensions.clip.hidden_size = 64;
    dimensions.clip.intermediate_size = 128;
    dimensions.clip.num_attention_heads = 1;
    dimensions.clip.num_hidden_layers = 1;
    dimensions.t5.d_model = 64;
    dimensions.t5.d_ff = 128;
    dimensions.t5.num_layers = 1;
    dimensions.t5.num_heads = 2;
    return dimensions;
}

Expected<PipelineOutput> picture(const ModelParts& parts, const CatalogueEntry& entry, bool quantizes)
{
    const auto pipeline =
        FluxPipeline::load(parts,
                           {.device = at::kCPU,
                            .dtype = at::kFloat,
                            .bundledTokenizers = std::filesystem::path(GENSERVE_RESOURCES) / "tokenizers",
                            .quantizesTransformer = quantizes},
                           {}, {});
    REQUIRE_MESSAGE(pipeline.has_value(), (pipeline ? "" : describe(pipeline.error())));
    GenerationRequest request;
    request.prompt = "a boat";
    request.width = request.height = 32;
    request.steps = 2;
    const auto resolved = resolveRequest(request, entry, {});
    REQUIRE(resolved.has_value());
    return (*pipeline)->run(*resolved, {}, {});
}

} // namespace

TEST_SUITE("random_model")
{
    TEST_CASE("it is loaded like any other and makes pictures, the same each time it is written")
    {
        const testing::TemporaryFolder folder;
        const auto entry = randomModelEntry(folder / "numbers", tiny());
        const auto parts = randomModel(folder / "numbers", tiny());
        REQUIRE(parts.has_value());
        const auto first = picture(*parts, entry, false);
        REQUIRE_MESSAGE(first.has_value(), (first ? "" : describe(first.error())));
        CHECK(first->image.width == 32);
        CHECK(at::isfinite(first->latents).all().item<bool>());
        const auto hash = modelHash(*parts);
        REQUIRE(hash.has_value());
        const auto again = randomModel(folder / "others", tiny());
        REQUIRE(again.has_value());
        CHECK(*modelHash(*again) == *hash);
        CHECK(picture(*again, entry, false)->image == first->image);
        CHECK_FALSE(picture(*parts, entry, true)->image == first->image);
    }

    TEST_CASE("numbers have the deviation that keeps activations as large as they are")
    {
        const testing::TemporaryFolder folder;
        const auto parts = randomModel(folder / "numbers", tiny());
        REQUIRE(parts.has_value());
        const auto loaded = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
            weights::Parameters parameters;
            at::Tensor tensor;
            parameters.add(name, shape, tensor);
            REQUIRE(weights::load(parameters, parts->transformer, {}).has_value());
            return tensor;
        };
        const auto weight = loaded("transformer_blocks.1.ff.net.0.proj.weight", {256, 64});
        CHECK(weight.std().item<double>() == doctest::Approx(1.0 / 8).epsilon(0.05));
        CHECK(at::equal(loaded("transformer_blocks.0.attn.norm_q.weight", {32}), at::ones({32})));
    }

    TEST_CASE("the full size is FLUX.1-dev's own")
    {
        const auto entry = randomModelEntry("nowhere", ModelDimensions::fluxDev());
        const double billions = static_cast<double>(entry.info.bytes) / 2e9;
        CHECK(billions == doctest::Approx(11.901 + 4.762 + 0.123 + 0.084).epsilon(0.001));
        CHECK(entry.canRun());
        const ModelSize size = fluxDevSize();
        const std::int64_t transformer = size.transformerEnds + 19 * (size.doubleBlock + size.doubleModulation)
                                         + 38 * (size.singleBlock + size.singleModulation);
        CHECK(size.clip + size.t5 + size.vae + transformer == static_cast<std::int64_t>(entry.info.bytes / 2));
    }

    TEST_CASE("a folder that does not exist is an error, not a crash")
    {
        const auto parts = randomModel("/nonexistent/folder/numbers", tiny());
        REQUIRE_FALSE(parts.has_value());
        CHECK(parts.error().code == ErrorCode::Io);
    }
}
