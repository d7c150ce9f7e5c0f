#include "models/t5_encoder_config.h"

#include <string>

#include "models/config_reader.h"

namespace genserve::models {
namespace {

constexpr std::int64_t MaxLayers = 1000;
constexpr std::int64_t MaxWidth = 262144;
constexpr std::int64_t MaxVocabulary = 4'000'000;

} // namespace

Expected<T5EncoderConfig> T5EncoderConfig::fromFile(const std::filesystem::path& configJson)
{
    auto reader = ConfigReader::open(configJson);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    T5EncoderConfig config;
    const std::string type = reader->word("model_type", "t5");
    if (type != "t5") {
        reader->fault("model_type", "is " + type + ", expected t5");
    }
    config.vocab_size = reader->integer("vocab_size", config.vocab_size, 1, MaxVocabulary);
    config.d_model = reader->integer("d_model", config.d_model, 1, MaxWidth);
    config.d_kv = reader->integer("d_kv", config.d_kv, 1, 1024);
    config.d_ff = reader->integer("d_ff", config.d_ff, 1, MaxWidth);
    config.num_layers = reader->integer("num_layers", config.num_layers, 1, MaxLayers);
    config.num_heads = reader->integer("num_heads", config.num_heads, 1, 1024);
    config.relative_attention_num_buckets = reader->integer("relative_attention_num_buckets", 32, 4, 4096);
    config.relative_attention_max_distance = reader->integer("relative_attention_max_distance", 128, 1, 1 << 20);
    config.layer_norm_epsilon = reader->number("layer_norm_epsilon", 1e-6, 0, 1);
    const std::string projection = reader->word("feed_forward_proj", "relu");
    if (projection != "gated-gelu") {
        reader->fault("feed_forward_proj", "is " + projection + "; only T5 v1.1's gated-gelu is supported");
    }
    if (config.relative_attention_num_buckets / 4 >= config.relative_attention_max_distance) {
        reader->fault("relative_attention_max_distance", "must be over a quarter of relative_attention_num_buckets");
    }
    if (auto result = reader->result(); !result) {
        return tl::unexpected(result.error());
    }
    return config;
}

Expected<T5EncoderConfig> T5EncoderConfig::fromCheckpoint(const weights::Checkpoint& checkpoint)
{
    const std::string attention = "encoder.block.0.layer.0.SelfAttention.";
    const auto* shared = checkpoint.find("shared.weight");
    const auto* q = checkpoint.find(attention + "q.weight");
    const auto* bias = checkpoint.find(attention + "relative_attention_bias.weight");
    const auto* wi = checkpoint.find("encoder.block.0.layer.1.DenseReluDense.wi_0.weight");
    const bool isT5 = shared != nullptr && q != nullptr && bias != nullptr && wi != nullptr && shared->shape.size() == 2
                      && q->shape.size() == 2 && bias->shape.size() == 2 && wi->shape.size() == 2 && bias->shape[1] > 0
                      && q->shape[0] % bias->shape[1] == 0 && bias->shape[0] >= 4;
    if (!isT5) {
        return failure(ErrorCode::UnsupportedFormat, "not a T5 v1.1 encoder",
                       checkpoint.files.empty() ? "" : checkpoint.files.front().string());
    }
    T5EncoderConfig config;
    config.vocab_size = shared->shape[0];
    config.d_model = shared->shape[1];
    config.num_heads = bias->shape[1];
    config.relative_attention_num_buckets = bias->shape[0];
    config.d_kv = q->shape[0] / config.num_heads;
    config.d_ff = wi->shape[0];
    config.num_layers = 0;
    while (config.num_layers < MaxLayers
           && checkpoint.contains("encoder.block." + std::to_string(config.num_layers)
                                  + ".layer.0.SelfAttention.q.weight")) {
        ++config.num_layers;
    }
    return config;
}

} // namespace genserve::models
