// What the FLUX transformer and its ControlNets are made of: their blocks, embedders and what is computed ahead.
//
// Mirrors diffusers 0.42.1 models/transformers/transformer_flux.py and models/embeddings.py.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "layers.h"
#include "models/first_block_cache.h"
#include "models/flux_conditions.h"
#include "models/flux_transformer_config.h"
#include "models/weight_gate.h"

namespace genserve::models {

constexpr double NormEps = 1e-6; // of all LayerNorms and RMSNorms

// One chunk of a modulation row: [C].
at::Tensor modulationChunk(const at::Tensor& modulation, std::int64_t index, std::int64_t dim);

// TimestepEmbedding and PixArtAlphaTextProjection: linear, SiLU, linear.
struct FluxMlp {
    Linear linear_1, linear_2;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t in, std::int64_t out);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;
};

// FeedForward(activation_fn="gelu-approximate").
struct FluxFeedForward {
    Linear proj, out;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim);
    // x, of as many tokens as `like` has and of its type -> [L, C].
    [[nodiscard]] at::Tensor forward(const LinearInput& x, const at::Tensor& like) const;
};

// The q, k, v projections and norms of one stream of FluxAttention.
struct FluxQkv {
    Linear qkv;
    at::Tensor norm_q, norm_k;

    void declare(weights::Parameters& parameters, const std::string& attn, const std::vector<std::string>& names,
                 const std::string& normPrefix, std::int64_t dim, std::int64_t headDim);
};

// The sizes and rotary tables of one joint sequence.
struct FluxContext {
    at::Tensor cos, sin; // [T + I, D / 2]
    std::int64_t textTokens, imageTokens, heads, headDim, dim;
    kernels::TeamSequence* team; // holds the rest of the sequence; null = there is none
};

struct FluxTransformerBlock {
    Linear norm1, norm1_context; // AdaLayerNormZero: 6 chunks
    FluxQkv image, text;
    Linear to_out, to_add_out;
    FluxFeedForward ff, ff_context;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim, std::int64_t headDim);
    // joint [T + I, C], text first, updated in place; modulation [6 C] of each stream.
    void forward(const at::Tensor& joint, const at::Tensor& modulation, const at::Tensor& modulationText,
                 const FluxContext& context) const;
};

struct FluxSingleTransformerBlock {
    Linear norm; // AdaLayerNormZeroSingle: 3 chunks
    Linear in;   // to_q, to_k, to_v, proj_mlp: [7 C, C]
    Linear proj_out;
    at::Tensor norm_q, norm_k;

    void declare(weights::Parameters& parameters, const std::string& scope, std::int64_t dim, std::int64_t headDim);
    // joint [T + I, C], updated in place; modulation [3 C]; normed: normOf(joint, modulation). Returns next's normOf()
    // of the result where next, the block that follows, is not null.
    LinearInput forward(const at::Tensor& joint, const at::Tensor& modulation, const FluxContext& context,
                        const LinearInput& normed, const FluxSingleTransformerBlock* next,
                        const at::Tensor& nextModulation) const;
    [[nodiscard]] LinearInput normOf(const at::Tensor& joint, const at::Tensor& modulation) const;
};

// Called after the block of that index with the image tokens [I, C] of the joint sequence, which it may change.
using AfterBlock = std::function<void(std::size_t index, const at::Tensor& image)>;

// All that a transformer and a ControlNet have in common: everything but their ends.
struct FluxTrunk {
    FluxMlp timestep_embedder, guidance_embedder, text_embedder;
    Linear context_embedder, x_embedder;
    std::vector<FluxTransformerBlock> transformer_blocks;
    std::vector<FluxSingleTransformerBlock> single_transformer_blocks;

    void declare(weights::Parameters& parameters, const FluxTransformerConfig& config);

    // A load will leave the blocks' linears 8-bit; embedders and modulations, which are sensitive, stay as they are.
    void quantizeOnLoad(weights::Parameters& parameters);

    // temb of all steps: [N, C]. Arguments as in FluxTransformer2DModel::prepare.
    [[nodiscard]] at::Tensor timeTextEmbed(const at::Tensor& timesteps, double guidance,
                                           const at::Tensor& pooled_projections, bool guidance_embeds) const;
    // Appends the modulations of all blocks; activated = silu(temb). The gate, which may be null, is told of each
    // block.
    void appendModulations(const at::Tensor& activated, std::vector<at::Tensor>& modulations,
                           WeightGate* gate = nullptr) const;

    // A joint sequence [T + I, C]: the embedded text, and room for the embedded image behind it.
    [[nodiscard]] static at::Tensor newJoint(const FluxConditions& conditions, std::int64_t imageTokens);
    // Runs all blocks on the joint sequence, or only the first where the cache finishes the step. Either callback may
    // be empty, gate and cache null.
    void run(const at::Tensor& joint, const FluxConditions& conditions, std::int64_t step,
             const FluxTransformerConfig& config, const AfterBlock& afterDouble, const AfterBlock& afterSingle,
             WeightGate* gate = nullptr, FirstBlockCache* cache = nullptr) const;
};

// Of conditions for all tokens: leaves those of this member's own, and remembers the team. Nothing without one.
void keepOwnTokens(FluxConditions& conditions, kernels::TeamMember* member, const FluxTransformerConfig& config,
                   std::int64_t imageTokens);
// Of an image's rows [I, ...] those that this member works on: all of them without a team.
at::Tensor ownImage(const at::Tensor& rows, const FluxConditions& conditions);

// FluxPosEmbed: cos and sin [tokens, head_dim / 2] fp32 of the ids [tokens, 3].
void rotaryTables(const at::Tensor& ids, const std::vector<std::int64_t>& axes, at::Tensor& cos, at::Tensor& sin);

} // namespace genserve::models
