// Every network against the stored outputs of diffusers and transformers, fp32.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include <ATen/ATen.h>

#include "golden.h"
#include "models/autoencoder.h"
#include "models/clip_text.h"
#include "models/flux_transformer.h"
#include "models/t5_encoder.h"
#include "pipeline/catalogue.h"
#include "weights/parameters.h"

using namespace genserve;

namespace {

constexpr double Tolerance = 1e-5; // relative L2; two fp32 runs of the reference differ by about 3e-7

pipeline::ModelParts openTiny(const std::string& name)
{
    auto parts = pipeline::openModel(std::string(GENSERVE_TEST_DATA) + "/models/" + name, {});
    INFO((parts ? std::string() : describe(parts.error())));
    REQUIRE(parts.has_value());
    return std::move(*parts);
}

template <class Model, class Config>
std::unique_ptr<Model> loadTiny(const Expected<Config>& config, const weights::Checkpoint& checkpoint)
{
    INFO((config ? std::string() : describe(config.error())));
    REQUIRE(config.has_value());
    weights::Parameters parameters;
    auto model = std::make_unique<Model>(*config, parameters);
    const auto loaded = weights::load(parameters, checkpoint, {});
    INFO((loaded ? std::string() : describe(loaded.error())));
    REQUIRE(loaded.has_value());
    return model;
}

std::vector<std::int64_t> idsOf(const at::Tensor& row)
{
    const at::Tensor flat = row.flatten().contiguous();
    return {flat.const_data_ptr<std::int64_t>(), flat.const_data_ptr<std::int64_t>() + flat.numel()};
}

constexpr const char* Models[] = {"odd", "schnell", "sharded", "single_file_twin"};

} // namespace

TEST_SUITE("models")
{
    TEST_CASE("CLIP's pooled vectors equal the reference's")
    {
        for (const std::string name : Models) {
            CAPTURE(name);
            const auto parts = openTiny(name);
            const auto golden = test::loadGolden("clip_" + name);
            const auto model =
                loadTiny<models::ClipTextModel>(models::ClipTextConfig::fromFile(parts.clipConfig), parts.clip);
            for (std::int64_t row = 0; row < golden["input_ids"].size(0); ++row) {
                CAPTURE(row);
                const auto pooled = model->forward(idsOf(golden["input_ids"][row]));
                CHECK(test::relativeError(pooled, golden["pooler_output"][row]) < Tolerance);
            }
        }
    }

    TEST_CASE("T5's hidden states equal the reference's, pads included")
    {
        for (const std::string name : Models) {
            CAPTURE(name);
            const auto parts = openTiny(name);
            const auto golden = test::loadGolden("t5_" + name);
            const auto model =
                loadTiny<models::T5EncoderModel>(models::T5EncoderConfig::fromFile(parts.t5Config), parts.t5);
            int cases = 0;
            for (const auto& [tensorName, ids] : golden.tensors) {
                if (!tensorName.starts_with("input_ids")) {
                    continue;
                }
                CAPTURE(tensorName);
                const auto expected = golden["last_hidden_state" + tensorName.substr(std::string("input_ids").size())];
                CHECK(test::relativeError(model->forward(idsOf(ids)), expected[0]) < Tolerance);
                ++cases;
            }
            CHECK(cases >= 3);
        }
    }

    TEST_CASE("the transformer's velocity equals the reference's")
    {
        for (const std::string name : Models) {
            CAPTURE(name);
            const auto parts = openTiny(name);
            const auto golden = test::loadGolden("transformer_" + name);
            const auto model = loadTiny<models::FluxTransformer2DModel>(
                models::FluxTransformerConfig::fromFile(parts.transformerConfig), parts.transformer);
            const double guidance = golden.tensors.contains("guidance") ? golden["guidance"].item<double>() : 0.0;
            const auto conditions = model->prepare(golden["encoder_hidden_states"][0], golden["pooled_projections"][0],
                                                   golden["timestep"], guidance, golden["txt_ids"], golden["img_ids"]);
            // The reference stores each value of a pair twice.
            const auto everySecond = [](const at::Tensor& t) { return t.slice(1, 0, t.size(1), 2); };
            CHECK(at::allclose(conditions.cos, everySecond(golden["rope_cos"]), 0, 1e-7));
            CHECK(at::allclose(conditions.sin, everySecond(golden["rope_sin"]), 0, 1e-7));
            const auto sample = model->forward(golden["hidden_states"][0], conditions, 0);
            CHECK(test::relativeError(sample, golden["sample"][0]) < Tolerance);
        }
    }

    TEST_CASE("the autoencoder's moments and pictures equal the reference's")
    {
        for (const std::string name : Models) {
            CAPTURE(name);
            const auto parts = openTiny(name);
            const auto golden = test::loadGolden("vae_" + name);
            const auto model =
                loadTiny<models::AutoencoderKL>(models::AutoencoderConfig::fromFile(parts.vaeConfig), parts.vae);
            const auto moments = model->encode(golden["picture"]).chunk(2, 1);
            CHECK(test::relativeError(moments[0], golden["mean"]) < Tolerance);
            CHECK(test::relativeError(moments[1], golden["logvar"]) < Tolerance);
            CHECK(test::relativeError(model->decode(golden["latents"]), golden["decoded"]) < Tolerance);
        }
    }

    TEST_CASE("a single file's configuration is derived from its tensors")
    {
        const auto parts = openTiny("single_file_twin");
        const auto written = models::FluxTransformerConfig::fromFile(parts.transformerConfig);
        const auto derived = models::FluxTransformerConfig::fromCheckpoint(parts.transformer);
        REQUIRE(written.has_value());
        REQUIRE(derived.has_value());
        CHECK(derived->axes_dims_rope == written->axes_dims_rope);
        CHECK(derived->num_layers == written->num_layers);
        CHECK(derived->num_single_layers == written->num_single_layers);
        CHECK(derived->num_attention_heads == written->num_attention_heads);
        CHECK(derived->joint_attention_dim == written->joint_attention_dim);
        CHECK(derived->guidance_embeds == written->guidance_embeds);
    }
}
