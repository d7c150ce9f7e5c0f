#include "flux_trunk.h"

#include <cmath>

#include <ATen/ATen.h>

#include "kernels/attention.h"
#include "kernels/gated_residual.h"
#include "kernels/gated_residual_norm.h"
#include "kernels/layer_norm_modulate.h"
#include "kernels/qk_norm_rope.h"
#include "kernels/quantized_rows.h"

namespace genserve::models {
namespace {

constexpr double RopeTheta = 10000;
constexpr std::int64_t TimeChannels = 256; // CombinedTimestepGuidanceTextProjEmbeddings.time_proj
constexpr double MaxPeriod = 10000;        // get_timestep_embedding
constexpr std::int64_t MlpRatio = 4;
constexpr double TimestepScale = 1000;

// Timesteps(256, flip_sin_to_cos=True, downscale_freq_shift=0): values [N] -> [N, 256] fp32.
at::Tensor timeProj(const at::Tensor& values)
{
    constexpr std::int64_t Half = TimeChannels / 2;
    const at::Tensor exponent =
        at::arange(Half, values.options().dtype(at::kFloat)) * (-std::log(MaxPeriod)) / static_cast<double>(Half);
    const at::Tensor angles = values.to(at::kFloat).unsqueeze(1) * at::exp(exponent).unsqueeze(0);
    return at::cat({at::cos(angles), at::sin(angles)}, 1);
}

// LN(x) * (1 + scale) + shift, as the reader takes it.
LinearInput normed(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, const Linear& reader)
{
    return reader.takesNumbers() ? LinearInput{{}, kernels::layerNormModulateQuantized(x, scale, shift, NormEps)}
                                 : LinearInput{kernels::layerNormModulate(x, scale, shift, NormEps), {}};
}

// x += gate * y first.
LinearInput gatedNormed(const at::Tensor& x, const at::Tensor& gate, const at::Tensor& y, const at::Tensor& scale,
                        const at::Tensor& shift, const Linear& reader)
{
    return reader.takesNumbers()
               ? LinearInput{{}, kernels::gatedResidualNormQuantized_(x, gate, y, scale, shift, NormEps)}
               : LinearInput{kernels::gatedResidualNorm_(x, gate, y, scale, shift, NormEps), {}};
}

// Normed and rotated in place, or on the way to the team.
void rotate(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, std::int64_t offset,
            const FluxContext& context, kernels::TeamSequence::Gift gift)
{
    const at::Tensor cos = context.cos.narrow(0, offset, qkv.size(0));
    const at::Tensor sin = context.sin.narrow(0, offset, qkv.size(0));
    if (context.team == nullptr) {
        kernels::qkNormRope_(qkv, normQ, normK, cos, sin, NormEps);
    } else {
        context.team->give(qkv, offset, normQ, normK, cos, sin, NormEps, gift);
    }
}

at::Tensor attend(const at::Tensor& qkv, const FluxContext& context)
{
    return context.team == nullptr ? kernels::attention(qkv) : context.team->attend();
}

void attendTo(const at::Tensor& out, const at::Tensor& qkv, const FluxContext& context)
{
    if (context.team == nullptr) {
        kernels::attention(qkv, out);
    } else {
        context.team->attend(out);
    }
}

void project(const at::Tensor& x, const FluxQkv& projection, const at::Tensor& modulation, const at::Tensor& qkv,
             std::int64_t offset, const FluxContext& context, kernels::TeamSequence::Gift gift)
{
    const at::Tensor shift_msa = modulationChunk(modulation, 0, context.dim);
    const at::Tensor scale_msa = modulationChunk(modulation, 1, context.dim);
    const at::Tensor rows = qkv.narrow(0, offset, x.size(0)); // [L, 3, H, D]
    projection.qkv.forwardTo(rows.flatten(1), normed(x, scale_msa, shift_msa, projection.qkv));
    rotate(rows, projection.norm_q, projection.norm_k, offset, context, gift);
}

void finish(const at::Tensor& x, const at::Tensor& attended, const Linear& out, const FluxFeedForward& ff,
            const at::Tensor& modulation, std::int64_t dim)
{
    const at::Tensor gate_msa = modulationChunk(modulation, 2, dim);
    const at::Tensor shift_mlp = modulationChunk(modulation, 3, dim);
    const at::Tensor scale_mlp = modulationChunk(modulation, 4, dim);
    const at::Tensor gate_mlp = modulationChunk(modulation, 5, dim);
    const LinearInput norm_hidden_states =
        gatedNormed(x, gate_msa, out.forward(attended), scale_mlp, shift_mlp, ff.proj);
    kernels::gatedResidual_(x, gate_mlp, ff.forward(norm_hidden_states, x));
}

void enter(WeightGate* gate, std::size_t unit)
{
    if (gate != nullptr) {
        gate->enter(unit);
    }
}

} // namespace

at::Tensor modulationChunk(const at::Tensor& modulation, std::int64_t index, std::int64_t dim)
{
    return modulation.narrow(0, index * dim, dim);
}

void FluxMlp::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out)
{
    linear_1.declare(parameters, scope + ".linear_1", in, out);
    linear_2.declare(parameters, scope + ".linear_2", out, out);
}

at::Tensor FluxMlp::forward(const at::Tensor& x) const { return linear_2.forward(at::silu(linear_1.forward(x))); }

void FluxFeedForward::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim)
{
    proj.declare(parameters, scope + ".net.0.proj", dim, dim * MlpRatio);
    out.declare(parameters, scope + ".net.2", dim * MlpRatio, dim);
}

at::Tensor FluxFeedForward::forward(const LinearInput& x, const at::Tensor& like) const
{
    const at::Tensor hidden = at::empty({like.size(0), proj.outputs()}, like.options());
    proj.forwardTo(hidden, x, kernels::Activation::GeluTanh);
    return out.forward(hidden);
}

void FluxQkv::declare(weights::Parameters& parameters, const std::string& attn, const std::vector<std::string>& names,
                      const std::string& normPrefix, std::int64_t dim, std::int64_t headDim)
{
    qkv.declareStacked(parameters, {attn + names[0], attn + names[1], attn + names[2]}, dim, {dim, dim, dim});
    parameters.add(attn + normPrefix + "q.weight", {headDim}, norm_q);
    parameters.add(attn + normPrefix + "k.weight", {headDim}, norm_k);
}

void FluxTransformerBlock::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim,
                                   std::int64_t headDim)
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

void FluxTransformerBlock::forward(const at::Tensor& joint, const at::Tensor& modulation,
                                   const at::Tensor& modulationText, const FluxContext& context) const
{
    const at::Tensor hidden_states = joint.narrow(0, context.textTokens, context.imageTokens);
    const at::Tensor encoder_hidden_states = joint.narrow(0, 0, context.textTokens);
    const at::Tensor qkv = at::empty({joint.size(0), 3, context.heads, context.headDim}, joint.options());
    // The image first, for what a team gives each other to travel while the text is projected.
    using Gift = kernels::TeamSequence::Gift;
    project(hidden_states, image, modulation, qkv, context.textTokens, context, Gift::Aside);
    project(encoder_hidden_states, text, modulationText, qkv, 0, context, Gift::Now);
    const at::Tensor attended = attend(qkv, context); // [T + I, C]
    finish(encoder_hidden_states, attended.narrow(0, 0, context.textTokens), to_add_out, ff_context, modulationText,
           context.dim);
    finish(hidden_states, attended.narrow(0, context.textTokens, context.imageTokens), to_out, ff, modulation,
           context.dim);
}

void FluxSingleTransformerBlock::declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim,
                                         std::int64_t headDim)
{
    norm.declare(parameters, scope + "norm.linear", dim, 3 * dim);
    in.declareStacked(parameters, {scope + "attn.to_q", scope + "attn.to_k", scope + "attn.to_v", scope + "proj_mlp"},
                      dim, {dim, dim, dim, dim * MlpRatio});
    proj_out.declare(parameters, scope + "proj_out", dim + dim * MlpRatio, dim);
    parameters.add(scope + "attn.norm_q.weight", {headDim}, norm_q);
    parameters.add(scope + "attn.norm_k.weight", {headDim}, norm_k);
}

LinearInput FluxSingleTransformerBlock::normOf(const at::Tensor& joint, const at::Tensor& modulation) const
{
    const std::int64_t dim = joint.size(1);
    return normed(joint, modulationChunk(modulation, 1, dim), modulationChunk(modulation, 0, dim), in);
}

LinearInput FluxSingleTransformerBlock::forward(const at::Tensor& joint, const at::Tensor& modulation,
                                                const FluxContext& context, const LinearInput& normed,
                                                const FluxSingleTransformerBlock* next,
                                                const at::Tensor& nextModulation) const
{
    const std::int64_t dim = context.dim;
    const at::Tensor projected = at::empty({joint.size(0), in.outputs()}, joint.options()); // [L, 3 C + 4 C]
    const at::Tensor mlp_hidden_states = projected.narrow(1, 3 * dim, MlpRatio * dim);
    const at::Tensor qkv =
        projected.narrow(1, 0, 3 * dim).unflatten(1, at::IntArrayRef{3, context.heads, context.headDim});
    in.forwardRowsTo(qkv.flatten(1), normed, 0);
    rotate(qkv, norm_q, norm_k, 0, context, kernels::TeamSequence::Gift::Aside); // travels during the next product
    in.forwardRowsTo(mlp_hidden_states, normed, 3 * dim, kernels::Activation::GeluTanh);
    const at::Tensor hidden_states = at::empty_like(joint);
    if (proj_out.takesNumbers()) {
        proj_out.forwardTo(hidden_states,
                           LinearInput{{}, kernels::quantizeRows(attend(qkv, context), mlp_hidden_states)});
    } else {
        // The attention's output takes the place of v, next to the MLP's, so that both are one input of proj_out.
        attendTo(projected.narrow(1, 2 * dim, dim), qkv, context);
        proj_out.forwardTo(hidden_states, projected.narrow(1, 2 * dim, dim + MlpRatio * dim));
    }
    const at::Tensor gate = modulationChunk(modulation, 2, dim);
    if (next == nullptr) {
        kernels::gatedResidual_(joint, gate, hidden_states);
        return {};
    }
    return gatedNormed(joint, gate, hidden_states, modulationChunk(nextModulation, 1, dim),
                       modulationChunk(nextModulation, 0, dim), next->in);
}

void FluxTrunk::declare(weights::Parameters& parameters, const FluxTransformerConfig& config)
{
    const std::int64_t dim = config.innerDim();
    timestep_embedder.declare(parameters, "time_text_embed.timestep_embedder", TimeChannels, dim);
    if (config.guidance_embeds) {
        guidance_embedder.declare(parameters, "time_text_embed.guidance_embedder", TimeChannels, dim);
    }
    text_embedder.declare(parameters, "time_text_embed.text_embedder", config.pooled_projection_dim, dim);
    context_embedder.declare(parameters, "context_embedder", config.joint_attention_dim, dim);
    x_embedder.declare(parameters, "x_embedder", config.in_channels, dim);
    transformer_blocks.resize(static_cast<std::size_t>(config.num_layers));
    single_transformer_blocks.resize(static_cast<std::size_t>(config.num_single_layers));
    const auto declareAll = [&](auto& blocks, const std::string& scope) {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            blocks[i].declare(parameters, scope + std::to_string(i) + ".", dim, config.attention_head_dim);
        }
    };
    declareAll(transformer_blocks, "transformer_blocks.");
    declareAll(single_transformer_blocks, "single_transformer_blocks.");
}

at::Tensor FluxTrunk::timeTextEmbed(const at::Tensor& timesteps, double guidance, const at::Tensor& pooled_projections,
                                    bool guidance_embeds) const
{
    const auto dtype = pooled_projections.scalar_type();
    at::Tensor temb = timestep_embedder.forward(timeProj(timesteps * TimestepScale).to(dtype)); // [N, C]
    if (guidance_embeds) {
        const at::Tensor value = at::full({1}, guidance, timesteps.options().dtype(at::kFloat)).to(dtype);
        temb = temb + guidance_embedder.forward(timeProj(value * TimestepScale).to(dtype));
    }
    return temb + text_embedder.forward(pooled_projections.unsqueeze(0));
}

void FluxTrunk::appendModulations(const at::Tensor& activated, std::vector<at::Tensor>& modulations,
                                  WeightGate* gate) const
{
    std::size_t unit = 0;
    for (const auto& block : transformer_blocks) {
        enter(gate, unit++);
        modulations.push_back(block.norm1.forward(activated));
        modulations.push_back(block.norm1_context.forward(activated));
    }
    for (const auto& block : single_transformer_blocks) {
        enter(gate, unit++);
        modulations.push_back(block.norm.forward(activated));
    }
}

void FluxTrunk::quantizeOnLoad(weights::Parameters& parameters)
{
    for (auto& block : transformer_blocks) {
        for (Linear* linear : {&block.image.qkv, &block.text.qkv, &block.to_out, &block.to_add_out, &block.ff.proj,
                               &block.ff.out, &block.ff_context.proj, &block.ff_context.out}) {
            linear->quantizeOnLoad(parameters);
        }
    }
    for (auto& block : single_transformer_blocks) {
        block.in.quantizeOnLoad(parameters);
        block.proj_out.quantizeOnLoad(parameters);
    }
}

at::Tensor FluxTrunk::newJoint(const FluxConditions& conditions, std::int64_t imageTokens)
{
    const at::Tensor& text = conditions.encoder_hidden_states;
    const at::Tensor joint = at::empty({text.size(0) + imageTokens, text.size(1)}, text.options());
    joint.narrow(0, 0, text.size(0)).copy_(text);
    return joint;
}

void FluxTrunk::run(const at::Tensor& joint, const FluxConditions& conditions, std::int64_t step,
                    const FluxTransformerConfig& config, const AfterBlock& afterDouble, const AfterBlock& afterSingle,
                    WeightGate* gate, FirstBlockCache* cache) const
{
    const std::int64_t textTokens = conditions.encoder_hidden_states.size(0);
    const FluxContext context{conditions.cos,
                              conditions.sin,
                              textTokens,
                              joint.size(0) - textTokens,
                              config.num_attention_heads,
                              config.attention_head_dim,
                              config.innerDim(),
                              conditions.team};
    const at::Tensor image = joint.narrow(0, textTokens, context.imageTokens);
    auto modulation = conditions.modulations.begin();
    for (std::size_t i = 0; i < transformer_blocks.size(); ++i, modulation += 2) {
        enter(gate, i);
        const at::Tensor before = cache != nullptr && i == 0 ? image.clone() : at::Tensor();
        transformer_blocks[i].forward(joint, modulation[0].select(0, step), modulation[1].select(0, step), context);
        if (before.defined() && cache->finishes(before, image)) {
            return;
        }
        if (afterDouble) {
            afterDouble(i, image);
        }
    }
    LinearInput normed; // the next block's, where the one before it could compute it along with its residual
    for (std::size_t i = 0; i < single_transformer_blocks.size(); ++i, ++modulation) {
        enter(gate, transformer_blocks.size() + i);
        const auto& block = single_transformer_blocks[i];
        const at::Tensor own = modulation->select(0, step);
        const bool goesOn = i + 1 < single_transformer_blocks.size() && !afterSingle;
        normed = block.forward(joint, own, context, normed.isDefined() ? normed : block.normOf(joint, own),
                               goesOn ? &single_transformer_blocks[i + 1] : nullptr,
                               goesOn ? modulation[1].select(0, step) : at::Tensor());
        if (afterSingle) {
            afterSingle(i, image);
        }
    }
    if (cache != nullptr) {
        cache->keep(image);
    }
}

void keepOwnTokens(FluxConditions& conditions, kernels::TeamMember* member, const FluxTransformerConfig& config,
                   std::int64_t imageTokens)
{
    if (member == nullptr) {
        return;
    }
    at::Tensor& text = conditions.encoder_hidden_states;
    conditions.team = &member->sequence({text.size(0), imageTokens, config.num_attention_heads,
                                         config.attention_head_dim, config.out_channels, text.scalar_type()});
    text = conditions.team->text().of(text);
    conditions.cos = conditions.team->own(conditions.cos);
    conditions.sin = conditions.team->own(conditions.sin);
}

at::Tensor ownImage(const at::Tensor& rows, const FluxConditions& conditions)
{
    return conditions.team == nullptr ? rows : conditions.team->image().of(rows);
}

// Angles in float64, cos and sin in float32, one value per pair.
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

} // namespace genserve::models
