#include "flux_config_fields.h"

#include <numeric>
#include <string>

namespace genserve::models {
namespace {

constexpr std::int64_t MaxLayers = 1000;

// How many consecutive "<prefix>N.<suffix>" there are from N = 0.
std::int64_t countLayers(const weights::Checkpoint& checkpoint, const std::string& prefix, const std::string& suffix)
{
    std::int64_t count = 0;
    while (count < MaxLayers && checkpoint.contains(prefix + std::to_string(count) + suffix)) {
        ++count;
    }
    return count;
}

} // namespace

void readFluxFields(ConfigReader& reader, FluxTransformerConfig& config)
{
    config.in_channels = reader.integer("in_channels", 64, 1, MaxFluxWidth);
    config.num_layers = reader.integer("num_layers", 19, 0, MaxLayers);
    config.num_single_layers = reader.integer("num_single_layers", 38, 0, MaxLayers);
    config.attention_head_dim = reader.integer("attention_head_dim", 128, 2, 1024);
    config.num_attention_heads = reader.integer("num_attention_heads", 24, 1, 1024);
    config.joint_attention_dim = reader.integer("joint_attention_dim", 4096, 1, MaxFluxWidth);
    config.pooled_projection_dim = reader.integer("pooled_projection_dim", 768, 1, MaxFluxWidth);
    config.guidance_embeds = reader.boolean("guidance_embeds", false);
    config.axes_dims_rope = reader.integers("axes_dims_rope", {16, 56, 56}, 2, 1024);
    const auto sum = std::accumulate(config.axes_dims_rope.begin(), config.axes_dims_rope.end(), std::int64_t{0});
    bool isEven = true;
    for (const auto axis : config.axes_dims_rope) {
        isEven = isEven && axis % 2 == 0;
    }
    if (config.axes_dims_rope.size() != 3 || sum != config.attention_head_dim || !isEven) {
        reader.fault("axes_dims_rope", "must be three even numbers whose sum is attention_head_dim");
    }
    if (config.innerDim() > MaxFluxWidth) {
        reader.fault("num_attention_heads", "times attention_head_dim is over " + std::to_string(MaxFluxWidth));
    }
}

Expected<FluxTransformerConfig> deriveFluxFields(const weights::Checkpoint& checkpoint, std::string_view what)
{
    FluxTransformerConfig config;
    const std::string file = checkpoint.files.empty() ? "" : checkpoint.files.front().string();
    std::string missing;
    const auto shapeOf = [&](const std::string& name, std::size_t rank) -> std::vector<std::int64_t> {
        const auto* tensor = checkpoint.find(name);
        if (tensor == nullptr || tensor->shape.size() != rank) {
            missing = missing.empty() ? name : missing;
            return std::vector<std::int64_t>(rank, 1);
        }
        return tensor->shape;
    };
    config.num_layers = countLayers(checkpoint, "transformer_blocks.", ".attn.to_q.weight");
    config.num_single_layers = countLayers(checkpoint, "single_transformer_blocks.", ".attn.to_q.weight");
    const auto embedder = shapeOf("x_embedder.weight", 2);
    const std::string normName = config.num_layers > 0 ? "transformer_blocks.0.attn.norm_q.weight"
                                                       : "single_transformer_blocks.0.attn.norm_q.weight";
    config.attention_head_dim = shapeOf(normName, 1)[0];
    config.in_channels = embedder[1];
    config.joint_attention_dim = shapeOf("context_embedder.weight", 2)[1];
    config.pooled_projection_dim = shapeOf("time_text_embed.text_embedder.linear_1.weight", 2)[1];
    config.guidance_embeds = checkpoint.contains("time_text_embed.guidance_embedder.linear_1.weight");
    if (!missing.empty()) {
        return failure(ErrorCode::UnsupportedFormat, "not " + std::string(what) + ": " + missing + " is missing", file);
    }
    const std::int64_t dim = config.attention_head_dim;
    if (dim < 8 || dim > 1024 || dim % 8 != 0 || (dim - dim / 8) % 4 != 0 || embedder[0] % dim != 0
        || embedder[0] > MaxFluxWidth) {
        return failure(
            ErrorCode::UnsupportedFormat,
            "the head size " + std::to_string(dim) + " does not fit the width " + std::to_string(embedder[0]), file);
    }
    config.num_attention_heads = embedder[0] / dim;
    const std::int64_t first = dim / 8;
    config.axes_dims_rope = {first, (dim - first) / 2, (dim - first) / 2};
    return config;
}

} // namespace genserve::models
