// CLIP and T5 under transformers' names, with or without "text_model.", behind any prefix. What such files carry beside
// the encoder (position_ids, logit_scale, projections, T5's decoder) is left out.
#include "part_keys.h"

#include <array>
#include <utility>

namespace genserve::weights {

namespace {

constexpr std::array<std::string_view, 3> ClipMarks{"embeddings.token_embedding.weight",
                                                    "embeddings.position_embedding.weight", "final_layer_norm.weight"};
constexpr std::array<std::string_view, 2> T5Marks{"encoder.block.0.layer.0.SelfAttention.q.weight",
                                                  "encoder.final_layer_norm.weight"};
constexpr std::string_view T5Alias = "encoder.embed_tokens.weight"; // of shared.weight

bool isClipText(std::string_view name)
{
    return (name.starts_with("embeddings.") && name != "embeddings.position_ids") || name.starts_with("encoder.")
           || name.starts_with("final_layer_norm.");
}

bool isT5Encoder(std::string_view name)
{
    return name == "shared.weight" || (name.starts_with("encoder.") && name != T5Alias);
}

TensorTable underPrefix(const Checkpoint& file, const std::string& prefix, bool (*isWanted)(std::string_view))
{
    TensorTable table;
    for (auto place = file.tensors.lower_bound(prefix); place != file.tensors.end(); ++place) {
        if (!place->first.starts_with(prefix)) {
            break;
        }
        std::string name = place->first.substr(prefix.size());
        if (isWanted(name)) {
            table.emplace(std::move(name), place->second);
        }
    }
    return table;
}

} // namespace

std::span<const std::string_view> clipTextMarks() { return ClipMarks; }

std::span<const std::string_view> t5EncoderMarks() { return T5Marks; }

Expected<TensorTable> fromClipText(const Checkpoint& file, const std::string& prefix)
{
    return underPrefix(file, prefix, isClipText);
}

Expected<TensorTable> fromT5Encoder(const Checkpoint& file, const std::string& prefix)
{
    TensorTable table = underPrefix(file, prefix, isT5Encoder);
    const StoredTensor* alias = file.find(prefix + std::string(T5Alias));
    if (!table.contains("shared.weight") && alias != nullptr) {
        table.emplace("shared.weight", *alias);
    }
    return table;
}

} // namespace genserve::weights
