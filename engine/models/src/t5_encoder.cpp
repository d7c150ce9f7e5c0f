#include "models/t5_encoder.h"
#include "layers.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

namespace genserve::models {
namespace {

// T5LayerNorm: variance in fp32, no mean, no bias.
at::Tensor t5LayerNorm(const at::Tensor& hidden_states, const at::Tensor& weight, double eps)
{
    const at::Tensor variance = hidden_states.to(at::kFloat).pow(2).mean(-1, true);
    return weight * (hidden_states * at::rsqrt(variance + eps)).to(weight.scalar_type());
}

struct T5Block {
    at::Tensor attention_norm, feed_forward_norm;
    Linear qkv, o, wi, wo; // wi: wi_0 (activated) and wi_1 stacked

    void declare(weights::Parameters& parameters, const std::string& scope, const T5EncoderConfig& config)
    {
        const std::int64_t inner = config.num_heads * config.d_kv;
        const std::string attn = scope + "layer.0.SelfAttention.";
        parameters.add(scope + "layer.0.layer_norm.weight", {config.d_model}, attention_norm);
        qkv.declareStacked(parameters, {attn + "q", attn + "k", attn + "v"}, config.d_model, {inner, inner, inner},
                           false);
        o.declare(parameters, attn + "o", inner, config.d_model, false);
        const std::string dense = scope + "layer.1.DenseReluDense.";
        parameters.add(scope + "layer.1.layer_norm.weight", {config.d_model}, feed_forward_norm);
        wi.declareStacked(parameters, {dense + "wi_0", dense + "wi_1"}, config.d_model, {config.d_ff, config.d_ff},
                          false);
        wo.declare(parameters, dense + "wo", config.d_ff, config.d_model, false);
    }

    // hidden_states [L, d_model], position_bias [1, H, L, L]
    [[nodiscard]] at::Tensor forward(const at::Tensor& hidden_states, const at::Tensor& position_bias,
                                     const T5EncoderConfig& config) const
    {
        const at::Tensor normed = t5LayerNorm(hidden_states, attention_norm, config.layer_norm_epsilon);
        const at::Tensor parts = qkv.forward(normed)
                                     .unflatten(1, at::IntArrayRef{3, config.num_heads, config.d_kv})
                                     .permute({1, 2, 0, 3})
                                     .unsqueeze(1); // [3, 1, H, L, D]
        // No division by sqrt(D): T5 folds it into the initialisation.
        const at::Tensor attended = at::scaled_dot_product_attention(parts[0], parts[1], parts[2], position_bias, 0.0,
                                                                     /*is_causal=*/false, /*scale=*/1.0);
        const at::Tensor residual =
            hidden_states + o.forward(attended.squeeze(0).transpose(0, 1).flatten(1)); // [L, d_model]
        const at::Tensor gates = wi.forward(t5LayerNorm(residual, feed_forward_norm, config.layer_norm_epsilon));
        const at::Tensor hidden_gelu = at::gelu(gates.narrow(1, 0, config.d_ff), "tanh"); // gelu_new
        return residual + wo.forward(hidden_gelu * gates.narrow(1, config.d_ff, config.d_ff));
    }
};

// T5Attention._relative_position_bucket, bidirectional; float32 logarithms as there.
std::int64_t relativePositionBucket(std::int64_t relative_position, const T5EncoderConfig& config)
{
    const std::int64_t num_buckets = config.relative_attention_num_buckets / 2;
    const std::int64_t base = relative_position > 0 ? num_buckets : 0;
    const std::int64_t distance = std::abs(relative_position);
    const std::int64_t max_exact = num_buckets / 2;
    if (distance < max_exact) {
        return base + distance;
    }
    const float ratio = std::log(static_cast<float>(distance) / static_cast<float>(max_exact));
    const auto scale = static_cast<float>(
        std::log(static_cast<double>(config.relative_attention_max_distance) / static_cast<double>(max_exact)));
    const auto large =
        max_exact + static_cast<std::int64_t>(ratio / scale * static_cast<float>(num_buckets - max_exact));
    return base + std::min(large, num_buckets - 1);
}

} // namespace

struct T5EncoderModel::Layers {
    at::Tensor shared, relative_attention_bias, final_layer_norm;
    std::vector<T5Block> block;

    // [1, H, L, L]
    [[nodiscard]] at::Tensor positionBias(std::int64_t length, const T5EncoderConfig& config) const
    {
        // Only the difference of positions counts, so one bucket per diagonal is computed.
        std::vector<std::int64_t> diagonal(static_cast<std::size_t>(2 * length - 1));
        for (std::int64_t difference = 1 - length; difference < length; ++difference) {
            diagonal[static_cast<std::size_t>(difference + length - 1)] = relativePositionBucket(difference, config);
        }
        const at::Tensor positions = at::arange(length, at::kLong);
        const at::Tensor index = positions.unsqueeze(0) - positions.unsqueeze(1) + (length - 1); // key - query
        const at::Tensor buckets = at::tensor(diagonal, at::kLong).index({index}).to(relative_attention_bias.device());
        return at::embedding(relative_attention_bias, buckets).permute({2, 0, 1}).unsqueeze(0).contiguous();
    }
};

T5EncoderModel::T5EncoderModel(const T5EncoderConfig& config, weights::Parameters& parameters)
    : m_config(config), m_layers(std::make_unique<Layers>())
{
    parameters.add("shared.weight", {config.vocab_size, config.d_model}, m_layers->shared);
    parameters.add("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
                   {config.relative_attention_num_buckets, config.num_heads}, m_layers->relative_attention_bias);
    m_layers->block.resize(static_cast<std::size_t>(config.num_layers));
    for (std::size_t i = 0; i < m_layers->block.size(); ++i) {
        m_layers->block[i].declare(parameters, "encoder.block." + std::to_string(i) + ".", config);
    }
    parameters.add("encoder.final_layer_norm.weight", {config.d_model}, m_layers->final_layer_norm);
}

T5EncoderModel::~T5EncoderModel() = default;

at::Tensor T5EncoderModel::forward(const std::vector<std::int64_t>& input_ids) const
{
    State state = embed(input_ids);
    for (std::size_t i = 0; i < m_layers->block.size(); ++i) {
        runLayer(i, state);
    }
    return finish(state);
}

T5EncoderModel::State T5EncoderModel::embed(const std::vector<std::int64_t>& input_ids) const
{
    TORCH_CHECK(!input_ids.empty(), "T5EncoderModel: no tokens");
    const auto [low, high] = std::minmax_element(input_ids.begin(), input_ids.end());
    TORCH_CHECK(*low >= 0 && *high < m_config.vocab_size, "T5EncoderModel: token id ", *high,
                " is not below vocab_size ", m_config.vocab_size);
    const at::Tensor ids = at::tensor(input_ids, at::kLong).to(m_layers->shared.device());
    // [L, d_model], [1, H, L, L]
    return {at::embedding(m_layers->shared, ids), m_layers->positionBias(ids.size(0), m_config)};
}

void T5EncoderModel::runLayer(std::size_t index, State& state) const
{
    state.hidden_states = m_layers->block[index].forward(state.hidden_states, state.position_bias, m_config);
}

at::Tensor T5EncoderModel::finish(const State& state) const
{
    return t5LayerNorm(state.hidden_states, m_layers->final_layer_norm, m_config.layer_norm_epsilon);
}

} // namespace genserve::models
