// Hostile and unusual config.json files of a model's parts.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "models/autoencoder_config.h"
#include "models/clip_text_config.h"
#include "models/flux_transformer_config.h"
#include "models/t5_encoder_config.h"
#include "safetensors_writer.h"

using namespace genserve;

namespace {

template <class Config>
Expected<Config> read(const std::string& text)
{
    const testing::TemporaryFolder folder;
    const auto file = folder.path() / "config.json";
    std::ofstream(file) << text;
    return Config::fromFile(file);
}

// Refused, with a message that names the field.
template <class Config>
void refuses(const std::string& text, const std::string& field)
{
    CAPTURE(text);
    const auto config = read<Config>(text);
    REQUIRE_FALSE(config.has_value());
    CHECK(config.error().message.find(field) != std::string::npos);
    CHECK(config.error().context.ends_with("config.json"));
}

} // namespace

TEST_SUITE("configs")
{
    TEST_CASE("absent fields take the reference's defaults")
    {
        const auto flux = read<models::FluxTransformerConfig>("{}");
        REQUIRE(flux.has_value());
        CHECK(flux->num_layers == 19);
        CHECK(flux->innerDim() == 3072);
        CHECK(flux->out_channels == flux->in_channels);
        CHECK(read<models::ClipTextConfig>("{\"hidden_act\": null}").has_value());
        CHECK(read<models::AutoencoderConfig>("{}").has_value());
    }

    TEST_CASE("a transformer's absurd values are refused by name, before anything is allocated")
    {
        using Config = models::FluxTransformerConfig;
        refuses<Config>(R"({"num_layers": 1000000000})", "num_layers");
        refuses<Config>(R"({"num_layers": -1})", "num_layers");
        refuses<Config>(R"({"num_layers": 18446744073709551615})", "num_layers");
        refuses<Config>(R"({"num_layers": "19"})", "num_layers");
        refuses<Config>(R"({"num_layers": 1.5})", "num_layers");
        refuses<Config>(R"({"num_attention_heads": 1000, "attention_head_dim": 128})", "num_attention_heads");
        refuses<Config>(R"({"axes_dims_rope": [16, 56]})", "axes_dims_rope");
        refuses<Config>(R"({"axes_dims_rope": [17, 55, 56]})", "axes_dims_rope");
        refuses<Config>(R"({"axes_dims_rope": "16,56,56"})", "axes_dims_rope");
        refuses<Config>(R"({"axes_dims_rope": []})", "axes_dims_rope");
        refuses<Config>(R"({"patch_size": 2})", "patch_size");
        refuses<Config>(R"({"guidance_embeds": "true"})", "guidance_embeds");
        refuses<Config>(R"({"_class_name": "SD3Transformer2DModel"})", "SD3Transformer2DModel");
    }

    TEST_CASE("an autoencoder's absurd values are refused by name")
    {
        using Config = models::AutoencoderConfig;
        refuses<Config>(R"({"block_out_channels": [32, 33]})", "block_out_channels");
        refuses<Config>(R"({"block_out_channels": [32,32,32,32,32,32,32,32,32]})", "block_out_channels");
        refuses<Config>(R"({"norm_num_groups": 0})", "norm_num_groups");
        refuses<Config>(R"({"scaling_factor": 0})", "scaling_factor");
        refuses<Config>(R"({"act_fn": "relu"})", "act_fn");
        refuses<Config>(R"({"down_block_types": ["AttnDownEncoderBlock2D"]})", "down_block_types");
    }

    TEST_CASE("the encoders' absurd values are refused by name")
    {
        refuses<models::ClipTextConfig>(R"({"hidden_size": 100, "num_attention_heads": 3})", "hidden_size");
        refuses<models::ClipTextConfig>(R"({"hidden_act": "relu"})", "hidden_act");
        refuses<models::ClipTextConfig>(R"({"vocab_size": 99999999999})", "vocab_size");
        refuses<models::T5EncoderConfig>(R"({"feed_forward_proj": "relu"})", "feed_forward_proj");
        refuses<models::T5EncoderConfig>(R"({"model_type": "bert", "feed_forward_proj": "gated-gelu"})", "model_type");
        refuses<models::T5EncoderConfig>(
            R"({"feed_forward_proj": "gated-gelu", "relative_attention_num_buckets": 4096})",
            "relative_attention_max_distance");
    }

    TEST_CASE("what is no JSON object is refused")
    {
        for (const std::string text : {"", "[]", "null", "{", "{\"a\": }", "\xff\xfe", "{} {}"}) {
            CAPTURE(text);
            const auto config = read<models::FluxTransformerConfig>(text);
            REQUIRE_FALSE(config.has_value());
            CHECK(config.error().code == ErrorCode::CorruptFile);
        }
        CHECK_FALSE(read<models::FluxTransformerConfig>(std::string(2 << 20, ' ') + "{}").has_value());
        CHECK_FALSE(read<models::FluxTransformerConfig>(std::string(500000, '[')).has_value());
    }
}
