#include "models/flux_transformer.h"
#include "layers.h"

#include <cmath>

#include <ATen/ATen.h>

#include "kernels/attention.h"
#include "kernels/gated_residual.h"
#include "kernels/layer_norm_modulate.h"
#include "kernels/qk_norm_rope.h"

namespace genserve::models {
namespace {

constexpr double NormEps = 1e-6;
constexpr double RopeTheta = 10000;
constexpr std::int64_t TimeChannels = 256; // CombinedTimestepGuidanceTextProjEmbeddings.time_proj
constexpr double MaxPeriod = 10000;        // get_timestep_embedding
constexpr std::int64_t MlpRatio = 4;
constexpr double TimestepScale = 1000;

// TimestepEmbedding and PixArtAlphaTextProjection: linear, SiLU, linear.
struct Mlp {
    Linear linear_1, linear_2;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out)
    {
        linear_1.declare(parameters, scope + ".linear_1", in, out);
        linear_2.declare(parameters, scope + ".linear_2", out, out);
    }
    at::Tensor forward(const at::Tensor& x) const { return linear_2.forward(at::silu(linear_1.forward(x))); }
};

// FeedForward(activation_fn="gelu-approximate").
struct FeedForward {
    Linear proj, out;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim)
    {
        proj.declare(parameters, scope + ".net.0.proj", dim, dim * MlpRatio);
        out.declare(parameters, scope + ".net.2", dim * MlpRatio, dim);
    }
    at::Tensor forward(const at::Tensor& x) const
    {
        at::Tensor hidden = proj.forward(x);
        at::gelu_(hidden, "tanh");
        return out.forward(hidden);
    }
};

// The q, k, v projections and norms of one stream of FluxAttention.
struct QkvProjection {
    Linear qkv;
    at::Tensor norm_q, norm_k;

    void declare(weights::Parameters& parameters, const std::string& attn, const std::vector<std::string>& names,
                 const std::string& normPrefix, std::int64_t dim, std::int64_t headDim)
    {
        qkv.declareStacked(parameters, {attn + names[0], attn + names[1], attn + names[2]}, dim, {dim, dim, dim});
        parameters.add(attn + normPrefix + "q.weight", {headDim}, norm_q);
        parameters.add(attn + normPrefix + "k.weight", {headDim}, norm_k);
    }
};

// One chunk of a modulation row: [C].
at::Tensor modulationChunk(const at::Tensor& modulation, std::int64_t index, std::int64_t dim)
{
    return modulation.narrow(0, index * dim, dim);
}

// FluxPosEmbed: angles in float64, cos and sin in float32, one value per pair.
void rotaryTables(const at::Tensor& ids, const std::vector<std::int64_t>& axes, at::Tensor& cos, at::Tensor& sin)
{
    std::vector<at::Tensor> angles;
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        const at::Tensor exponents =
            at::arange(0, axes[axis], 2, ids.options().dtype(at::kDouble)) / static_cast<double>(axes[axis]);
        const at::Tensor freqs = 1.0 / at::pow(RopeTheta, exponents);
        angles.push_back(at::outer(ids.select(1, static_cast<std::int64_t>(axis)).to(at::kDouble), freqs));
    }
    const at::Tensor angle = at::cat(angles, 1); // [T + I, head_dim / 2]
    cos = at::cos(angle).to(at::kFloat).contiguous();
    sin = at::sin(angle).to(at::kFloat).contiguous();
}

// Timesteps(256, flip_sin_to_cos=True, downscale_freq_shift=0): values [N] -> [N, 256] fp32.
at::Tensor timeProj(const at::Tensor& values)
{
    constexpr std::int64_t Half = TimeChannels / 2;
    const at::Tensor exponent =
        at::arange(Half, values.options().dtype(at::kFloat)) * (-std::log(MaxPeriod)) / static_cast<double>(Half);
    const at::Tensor angles = values.to(at::kFloat).unsqueeze(1) * at::exp(exponent).unsqueeze(0);
    return at::cat({at::cos(angles), at::sin(angles)}, 1);
}

struct Context {
    at::Tensor cos, sin; // of the joint sequence
    std::int64_t textTokens, imageTokens, heads, headDim, dim;
};

struct FluxTransformerBlock {
    Linear norm1, norm1_context; // AdaLayerNormZero: 6 chunks
    QkvProjection image, text;
    Linear to_out, to_add_out;
    FeedForward ff, ff_context;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim, std::int64_t headDim)
    {
        norm1.declare(parameters, scope + "norm1.linear", dim, 6 * dim);
        norm1_context.declare(parameters, scope + "norm1_context.linear", dim, 6 * dim);
        const std::string attn = scope + "attn.";
        image.declare(parameters, attn, {"to_q", "to_k", "to_v"}, "norm_", dim, headDim);
        text.declare(parameters, attn, {"add_q_proj", "add_k_proj", "add_v_proj"}, "norm_added_", dim, headDim);
        to_out.declare(parameters, attn + "to_out.0", dim, dim);
        to_add_out.declare(parameters, attn + "to_add_out", dim, dim);
        ff.declare(parameters, scope + "ff", dim);
        ff_context.declare(parameters, scope + "ff_context", dim);
    }

    // joint [T + I, C], text first, updated in place; modulation [6 C] of each stream.
    void forward(const at::Tensor& joint, const at::Tensor& modulation, const at::Tensor& modulationText,
                 const Context& context) const
    {
        const at::Tensor hidden_states = joint.narrow(0, context.textTokens, context.imageTokens);
        const at::Tensor encoder_hidden_states = joint.narrow(0, 0, context.textTokens);
        const at::Tensor qkv = at::empty({joint.size(0), 3, context.heads, context.headDim}, joint.options());
        project(encoder_hidden_states, text, modulationText, qkv, 0, context);
        project(hidden_states, image, modulation, qkv, context.textTokens, context);
        const at::Tensor attended = at::empty({joint.size(0), context.dim}, joint.options());
        kernels::attention(qkv, attended); // [T + I, C]
        finish(encoder_hidden_states, attended.narrow(0, 0, context.textTokens), to_add_out, ff_context, modulationText,
               context.dim);
        finish(hidden_states, attended.narrow(0, context.textTokens, context.imageTokens), to_out, ff, modulation,
               context.dim);
    }

    static void project(const at::Tensor& x, const QkvProjection& projection, const at::Tensor& modulation,
                        const at::Tensor& qkv, std::int64_t offset, const Context& context)
    {
        const at::Tensor shift_msa = modulationChunk(modulation, 0, context.dim);
        const at::Tensor scale_msa = modulationChunk(modulation, 1, context.dim);
        const at::Tensor norm_hidden_states = kernels::layerNormModulate(x, scale_msa, shift_msa, NormEps);
        const at::Tensor rows = qkv.narrow(0, offset, x.size(0)); // [L, 3, H, D]
        projection.qkv.forwardTo(rows.flatten(1), norm_hidden_states);
        kernels::qkNormRope_(rows, projection.norm_q, projection.norm_k, context.cos.narrow(0, offset, x.size(0)),
                             context.sin.narrow(0, offset, x.size(0)), NormEps);
    }

    static void finish(const at::Tensor& x, const at::Tensor& attended, const Linear& out, const FeedForward& ff,
                       const at::Tensor& modulation, std::int64_t dim)
    {
        kernels::gatedResidual_(x, modulationChunk(modulation, 2, dim), out.forward(attended)); // gate_msa
        const at::Tensor normed = kernels::layerNormModulate(x, modulationChunk(modulation, 4, dim),
                                                             modulationChunk(modulation, 3, dim), NormEps);
        kernels::gatedResidual_(x, modulationChunk(modulation, 5, dim), ff.forward(normed)); // gate_mlp
    }
};

struct FluxSingleTransformerBlock {
    Linear norm; // AdaLayerNormZeroSingle: 3 chunks
    Linear in;   // to_q, to_k, to_v, proj_mlp: [7 C, C]
    Linear proj_out;
    at::Tensor norm_q, norm_k;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim, std::int64_t headDim)
    {
        norm.declare(parameters, scope + "norm.linear", dim, 3 * dim);
        in.declareStacked(parameters,
                          {scope + "attn.to_q", scope + "attn.to_k", scope + "attn.to_v", scope + "proj_mlp"}, dim,
                          {dim, dim, dim, dim * MlpRatio});
        proj_out.declare(parameters, scope + "proj_out", dim + dim * MlpRatio, dim);
        parameters.add(scope + "attn.norm_q.weight", {headDim}, norm_q);
        parameters.add(scope + "attn.norm_k.weight", {headDim}, norm_k);
    }

    void forward(const at::Tensor& joint, const at::Tensor& modulation, const Context& context) const
    {
        const std::int64_t dim = context.dim;
        const at::Tensor normed = kernels::layerNormModulate(joint, modulationChunk(modulation, 1, dim),
                                                             modulationChunk(modulation, 0, dim), NormEps);
        const at::Tensor projected = in.forward(normed); // [L, q k v mlp] = [L, 3 C + 4 C]
        const at::Tensor qkv =
            projected.narrow(1, 0, 3 * dim).unflatten(1, at::IntArrayRef{3, context.heads, context.headDim});
        kernels::qkNormRope_(qkv, norm_q, norm_k, context.cos, context.sin, NormEps);
        at::Tensor mlp_hidden_states = projected.narrow(1, 3 * dim, MlpRatio * dim);
        at::gelu_(mlp_hidden_states, "tanh");
        // The attention's output takes the place of v, next to the MLP's, so that both are one input of proj_out.
        kernels::attention(qkv, projected.narrow(1, 2 * dim, dim));
        kernels::gatedResidual_(joint, modulationChunk(modulation, 2, dim),
                                proj_out.forward(projected.narrow(1, 2 * dim, dim + MlpRatio * dim)));
    }
};

} // namespace

struct FluxTransformer2DModel::Layers {
    Mlp timestep_embedder, guidance_embedder, text_embedder;
    Linear context_embedder, x_embedder;
    std::vector<FluxTransformerBlock> transformer_blocks;
    std::vector<FluxSingleTransformerBlock> single_transformer_blocks;
    Linear norm_out; // AdaLayerNormContinuous: scale, shift
    Linear proj_out;
};

FluxTransformer2DModel::FluxTransformer2DModel(const FluxTransformerConfig& config, weights::Parameters& parameters)
    : m_config(config), m_layers(std::make_unique<Layers>())
{
    const std::int64_t dim = config.innerDim();
    Layers& layers = *m_layers;
    layers.timestep_embedder.declare(parameters, "time_text_embed.timestep_embedder", TimeChannels, dim);
    if (config.guidance_embeds) {
        layers.guidance_embedder.declare(parameters, "time_text_embed.guidance_embedder", TimeChannels, dim);
    }
    layers.text_embedder.declare(parameters, "time_text_embed.text_embedder", config.pooled_projection_dim, dim);
    layers.context_embedder.declare(parameters, "context_embedder", config.joint_attention_dim, dim);
    layers.x_embedder.declare(parameters, "x_embedder", config.in_channels, dim);
    layers.transformer_blocks.resize(static_cast<std::size_t>(config.num_layers));
    layers.single_transformer_blocks.resize(static_cast<std::size_t>(config.num_single_layers));
    for (std::size_t i = 0; i < layers.transformer_blocks.size(); ++i) {
        layers.transformer_blocks[i].declare(parameters, "transformer_blocks." + std::to_string(i) + ".", dim,
                                             config.attention_head_dim);
    }
    for (std::size_t i = 0; i < layers.single_transformer_blocks.size(); ++i) {
        layers.single_transformer_blocks[i].declare(parameters, "single_transformer_blocks." + std::to_string(i) + ".",
                                                    dim, config.attention_head_dim);
    }
    layers.norm_out.declare(parameters, "norm_out.linear", dim, 2 * dim);
    layers.proj_out.declare(parameters, "proj_out", dim, config.out_channels);
}

FluxTransformer2DModel::~FluxTransformer2DModel() = default;

FluxConditions FluxTransformer2DModel::prepare(const at::Tensor& encoder_hidden_states,
                                               const at::Tensor& pooled_projections, const at::Tensor& timesteps,
                                               double guidance, const at::Tensor& txt_ids,
                                               const at::Tensor& img_ids) const
{
    const Layers& layers = *m_layers;
    const auto dtype = pooled_projections.scalar_type();
    at::Tensor temb = layers.timestep_embedder.forward(timeProj(timesteps * TimestepScale).to(dtype)); // [N, C]
    if (m_config.guidance_embeds) {
        const at::Tensor value = at::full({1}, guidance, timesteps.options().dtype(at::kFloat)).to(dtype);
        temb = temb + layers.guidance_embedder.forward(timeProj(value * TimestepScale).to(dtype));
    }
    temb = temb + layers.text_embedder.forward(pooled_projections.unsqueeze(0));

    FluxConditions conditions;
    conditions.encoder_hidden_states = layers.context_embedder.forward(encoder_hidden_states);
    rotaryTables(at::cat({txt_ids, img_ids}), m_config.axes_dims_rope, conditions.cos, conditions.sin);
    const at::Tensor activated = at::silu(temb);
    for (const auto& block : layers.transformer_blocks) {
        conditions.modulations.push_back(block.norm1.forward(activated));
        conditions.modulations.push_back(block.norm1_context.forward(activated));
    }
    for (const auto& block : layers.single_transformer_blocks) {
        conditions.modulations.push_back(block.norm.forward(activated));
    }
    conditions.modulations.push_back(layers.norm_out.forward(activated));
    return conditions;
}

at::Tensor FluxTransformer2DModel::forward(const at::Tensor& hidden_states, const FluxConditions& conditions,
                                           std::int64_t step) const
{
    const Layers& layers = *m_layers;
    const std::int64_t dim = m_config.innerDim();
    const Context context{conditions.cos,
                          conditions.sin,
                          conditions.encoder_hidden_states.size(0),
                          hidden_states.size(0),
                          m_config.num_attention_heads,
                          m_config.attention_head_dim,
                          dim};
    const at::Tensor joint = at::empty({context.textTokens + context.imageTokens, dim}, hidden_states.options());
    joint.narrow(0, 0, context.textTokens).copy_(conditions.encoder_hidden_states);
    layers.x_embedder.forwardTo(joint.narrow(0, context.textTokens, context.imageTokens), hidden_states);

    auto modulation = conditions.modulations.begin();
    for (const auto& block : layers.transformer_blocks) {
        block.forward(joint, modulation[0].select(0, step), modulation[1].select(0, step), context);
        modulation += 2;
    }
    for (const auto& block : layers.single_transformer_blocks) {
        block.forward(joint, modulation->select(0, step), context);
        ++modulation;
    }
    const at::Tensor image = joint.narrow(0, context.textTokens, context.imageTokens);
    const at::Tensor last = modulation->select(0, step); // (scale, shift), not (shift, scale)
    const at::Tensor normed =
        kernels::layerNormModulate(image, modulationChunk(last, 0, dim), modulationChunk(last, 1, dim), NormEps);
    return layers.proj_out.forward(normed);
}

} // namespace genserve::models
