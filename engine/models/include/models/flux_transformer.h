// The FLUX.1 denoising transformer.
//
// Mirrors diffusers 0.42.1 models/transformers/transformer_flux.py; docs/porting-notes.md lists what differs: one
// picture at a time (no batch dimension), q, k and v (and a single block's proj_mlp) as one projection, text and image
// tokens in one joint sequence from the start, and everything that does not depend on the latents computed once.
#pragma once

#include <cstdint>
#include <memory>

#include <ATen/core/Tensor.h>

#include "models/first_block_cache.h"
#include "models/flux_conditions.h"
#include "models/flux_transformer_config.h"
#include "models/weight_gate.h"
#include "weights/parameters.h"

namespace genserve::models {

class FluxTransformer2DModel {
public:
    // Declares every parameter; the model can be used after weights::load(parameters, ...).
    FluxTransformer2DModel(const FluxTransformerConfig& config, weights::Parameters& parameters);
    ~FluxTransformer2DModel();
    FluxTransformer2DModel(const FluxTransformer2DModel&) = delete;
    FluxTransformer2DModel& operator=(const FluxTransformer2DModel&) = delete;

    [[nodiscard]] const FluxTransformerConfig& config() const { return m_config; }

    // encoder_hidden_states [T, joint_attention_dim], pooled_projections [pooled_projection_dim], in the model's dtype;
    // timesteps [N] in the model's dtype, sigma in 0..1 (the reference's timestep / 1000); guidance: ignored without
    // guidance_embeds; txt_ids [T, 3], img_ids [I, 3] fp32, on the model's device. member: whose team computes the
    // steps together, each member with all of these inputs; null = no team.
    [[nodiscard]] FluxConditions prepare(const at::Tensor& encoder_hidden_states, const at::Tensor& pooled_projections,
                                         const at::Tensor& timesteps, double guidance, const at::Tensor& txt_ids,
                                         const at::Tensor& img_ids, kernels::TeamMember* member = nullptr) const;

    // One denoising step: hidden_states [I, in_channels] -> velocity [I, out_channels], in the model's dtype; whole in
    // a team, too. cache: of these conditions and one run; may finish the step after its first block. Not in a team.
    [[nodiscard]] at::Tensor forward(const at::Tensor& hidden_states, const FluxConditions& conditions,
                                     std::int64_t step, const ControlResiduals& residuals = {},
                                     FirstBlockCache* cache = nullptr) const;

    // Before loading, with the parameters of the constructor: the load leaves the blocks' linears as e4m3 numbers with
    // one factor a row, which a device that multiplies them (kernels::multipliesQuantizedRows) does at twice the speed
    // and half the memory of bf16; any other computes with their values.
    void quantizeOnLoad(weights::Parameters& parameters);

    // From now on these are told of each block, double then single: before its weights are used in a step, and before
    // its modulations are computed by prepare(). Borrowed; null = nobody is told.
    void setGates(WeightGate* blocks, WeightGate* modulations);

    struct Layers; // the weights; defined in the source file

private:
    FluxTransformerConfig m_config;
    std::unique_ptr<Layers> m_layers;
};

} // namespace genserve::models
