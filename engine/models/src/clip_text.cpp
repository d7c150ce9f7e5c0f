#include "models/clip_text.h"
#include "layers.h"

#include <algorithm>

#include <ATen/ATen.h>

namespace genserve::models {
namespace {

constexpr double QuickGeluFactor = 1.702;
constexpr std::int64_t HighestIdPooling = 2; // CLIPTextTransformer.forward: configs written before the id was corrected

struct ClipEncoderLayer {
    NormWeights layer_norm1, layer_norm2;
    Linear qkv, out_proj, fc1, fc2;

    void declare(weights::Parameters& parameters, const std::string& scope, const ClipTextConfig& config)
    {
        const std::int64_t dim = config.hidden_size;
        layer_norm1.declare(parameters, scope + "layer_norm1", dim, true);
        layer_norm2.declare(parameters, scope + "layer_norm2", dim, true);
        const std::string attn = scope + "self_attn.";
        qkv.declareStacked(parameters, {attn + "q_proj", attn + "k_proj", attn + "v_proj"}, dim, {dim, dim, dim});
        out_proj.declare(parameters, attn + "out_proj", dim, dim);
        fc1.declare(parameters, scope + "mlp.fc1", dim, config.intermediate_size);
        fc2.declare(parameters, scope + "mlp.fc2", config.intermediate_size, dim);
    }

    // hidden_states [L, C]
    [[nodiscard]] at::Tensor forward(const at::Tensor& hidden_states, const ClipTextConfig& config) const
    {
        const std::int64_t dim = config.hidden_size;
        const at::Tensor normed =
            at::layer_norm(hidden_states, {dim}, layer_norm1.weight, layer_norm1.bias, config.layer_norm_eps);
        const at::Tensor parts = qkv.forward(normed)
                                     .unflatten(1, at::IntArrayRef{3, config.num_attention_heads, -1})
                                     .permute({1, 2, 0, 3})
                                     .unsqueeze(1); // [3, 1, H, L, D]
        const at::Tensor attended =
            at::scaled_dot_product_attention(parts[0], parts[1], parts[2], {}, 0.0, /*is_causal=*/true);
        const at::Tensor residual =
            hidden_states + out_proj.forward(attended.squeeze(0).transpose(0, 1).flatten(1)); // [L, C]
        const at::Tensor hidden =
            fc1.forward(at::layer_norm(residual, {dim}, layer_norm2.weight, layer_norm2.bias, config.layer_norm_eps));
        const at::Tensor activated = config.hidden_act == ClipActivation::QuickGelu
                                         ? hidden * at::sigmoid(hidden * QuickGeluFactor)
                                         : at::gelu(hidden);
        return residual + fc2.forward(activated);
    }
};

// Which row is pooled: the first highest id, or the first eos_token_id (row 0 without one).
std::int64_t pooledRow(const std::vector<std::int64_t>& ids, std::int64_t eosTokenId)
{
    const auto row = eosTokenId == HighestIdPooling ? std::max_element(ids.begin(), ids.end())
                                                    : std::find(ids.begin(), ids.end(), eosTokenId);
    return row == ids.end() ? 0 : row - ids.begin();
}

} // namespace

struct ClipTextModel::Layers {
    at::Tensor token_embedding, position_embedding;
    std::vector<ClipEncoderLayer> layers;
    NormWeights final_layer_norm;
};

ClipTextModel::ClipTextModel(const ClipTextConfig& config, weights::Parameters& parameters)
    : m_config(config), m_layers(std::make_unique<Layers>())
{
    parameters.add("embeddings.token_embedding.weight", {config.vocab_size, config.hidden_size},
                   m_layers->token_embedding);
    parameters.add("embeddings.position_embedding.weight", {config.max_position_embeddings, config.hidden_size},
                   m_layers->position_embedding);
    m_layers->layers.resize(static_cast<std::size_t>(config.num_hidden_layers));
    for (std::size_t i = 0; i < m_layers->layers.size(); ++i) {
        m_layers->layers[i].declare(parameters, "encoder.layers." + std::to_string(i) + ".", config);
    }
    m_layers->final_layer_norm.declare(parameters, "final_layer_norm", config.hidden_size, true);
}

ClipTextModel::~ClipTextModel() = default;

at::Tensor ClipTextModel::forward(const std::vector<std::int64_t>& input_ids) const
{
    const auto length = static_cast<std::int64_t>(input_ids.size());
    TORCH_CHECK(length >= 1 && length <= m_config.max_position_embeddings, "ClipTextModel: ", length,
                " tokens, the model takes 1 to ", m_config.max_position_embeddings);
    const auto [low, high] = std::minmax_element(input_ids.begin(), input_ids.end());
    TORCH_CHECK(*low >= 0 && *high < m_config.vocab_size, "ClipTextModel: token id ", *high,
                " is not below vocab_size ", m_config.vocab_size);
    const at::Tensor ids = at::tensor(input_ids, at::kLong).to(m_layers->token_embedding.device());
    at::Tensor hidden_states =
        at::embedding(m_layers->token_embedding, ids) + m_layers->position_embedding.narrow(0, 0, length); // [L, C]
    for (const auto& layer : m_layers->layers) {
        hidden_states = layer.forward(hidden_states, m_config);
    }
    const at::Tensor row = hidden_states[pooledRow(input_ids, m_config.eos_token_id)];
    return at::layer_norm(row, {m_config.hidden_size}, m_layers->final_layer_norm.weight,
                          m_layers->final_layer_norm.bias, m_config.layer_norm_eps);
}

} // namespace genserve::models
