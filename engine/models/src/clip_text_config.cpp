#include "models/clip_text_config.h"

#include <string>

#include "models/config_reader.h"

namespace genserve::models {
namespace {

constexpr std::int64_t MaxLayers = 1000;
constexpr std::int64_t MaxWidth = 65536;
constexpr std::int64_t MaxVocabulary = 4'000'000;

} // namespace

Expected<ClipTextConfig> ClipTextConfig::fromFile(const std::filesystem::path& configJson)
{
    auto reader = ConfigReader::open(configJson);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    ClipTextConfig config;
    const std::string type = reader->word("model_type", "clip_text_model");
    if (type != "clip_text_model") {
        reader->fault("model_type", "is " + type + ", expected clip_text_model");
    }
    config.vocab_size = reader->integer("vocab_size", config.vocab_size, 1, MaxVocabulary);
    config.hidden_size = reader->integer("hidden_size", config.hidden_size, 1, MaxWidth);
    config.intermediate_size = reader->integer("intermediate_size", config.intermediate_size, 1, MaxWidth);
    config.num_hidden_layers = reader->integer("num_hidden_layers", config.num_hidden_layers, 1, MaxLayers);
    config.num_attention_heads = reader->integer("num_attention_heads", config.num_attention_heads, 1, 1024);
    config.max_position_embeddings =
        reader->integer("max_position_embeddings", config.max_position_embeddings, 2, MaxWidth);
    config.layer_norm_eps = reader->number("layer_norm_eps", config.layer_norm_eps, 0, 1);
    config.eos_token_id = reader->integer("eos_token_id", config.eos_token_id, 0, MaxVocabulary);
    const std::string activation = reader->word("hidden_act", "quick_gelu");
    if (activation != "quick_gelu" && activation != "gelu") {
        reader->fault("hidden_act", "is " + activation + ", supported are quick_gelu and gelu");
    }
    config.hidden_act = activation == "gelu" ? ClipActivation::Gelu : ClipActivation::QuickGelu;
    if (config.hidden_size % config.num_attention_heads != 0) {
        reader->fault("hidden_size", "must be a multiple of num_attention_heads");
    }
    if (auto result = reader->result(); !result) {
        return tl::unexpected(result.error());
    }
    return config;
}

Expected<ClipTextConfig> ClipTextConfig::fromCheckpoint(const weights::Checkpoint& checkpoint)
{
    constexpr std::int64_t HeadSize = 64; // CLIP ViT-L/14
    const auto* tokens = checkpoint.find("embeddings.token_embedding.weight");
    const auto* positions = checkpoint.find("embeddings.position_embedding.weight");
    const auto* fc1 = checkpoint.find("encoder.layers.0.mlp.fc1.weight");
    if (tokens == nullptr || positions == nullptr || fc1 == nullptr || tokens->shape.size() != 2
        || positions->shape.size() != 2 || fc1->shape.size() != 2 || tokens->shape[1] % HeadSize != 0) {
        return failure(ErrorCode::UnsupportedFormat, "not a CLIP text encoder",
                       checkpoint.files.empty() ? "" : checkpoint.files.front().string());
    }
    ClipTextConfig config;
    config.vocab_size = tokens->shape[0];
    config.hidden_size = tokens->shape[1];
    config.max_position_embeddings = positions->shape[0];
    config.intermediate_size = fc1->shape[0];
    config.num_attention_heads = config.hidden_size / HeadSize;
    config.eos_token_id = 2;
    config.num_hidden_layers = 0;
    while (config.num_hidden_layers < MaxLayers
           && checkpoint.contains("encoder.layers." + std::to_string(config.num_hidden_layers) + ".mlp.fc1.weight")) {
        ++config.num_hidden_layers;
    }
    return config;
}

} // namespace genserve::models
