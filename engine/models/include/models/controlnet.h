// FLUX.1 ControlNets: networks beside the transformer that see a control picture and add to its blocks' output.
//
// Mirrors diffusers 0.42.1 models/controlnets/controlnet_flux.py (FluxControlNetModel); one picture at a time, as in
// flux_transformer.h. Three kinds: InstantX' and Shakker's (latents of the control picture), union nets (these with a
// mode), XLabs' (pixels through a hint block).
#pragma once

#include <cstdint>
#include <memory>

#include <ATen/core/Tensor.h>

#include "models/controlnet_config.h"
#include "models/flux_conditions.h"
#include "weights/parameters.h"

namespace genserve::models {

// What does not change from step to step. The first six as in FluxTransformer2DModel::prepare.
struct ControlNetInputs {
    at::Tensor encoder_hidden_states, pooled_projections, timesteps;
    double guidance = 0;
    at::Tensor txt_ids, img_ids;
    at::Tensor controlnet_cond; // packed latents [I, in_channels] or, for hint blocks, pixels [1, 3, H, W] in -1..1
    std::int64_t controlnet_mode = 0; // of union nets, below num_mode
    kernels::TeamMember* member = nullptr;
};

struct ControlNetConditions {
    FluxConditions flux;        // without norm_out; in union nets with the mode before the text
    at::Tensor controlnet_cond; // [I, C], embedded
};

class FluxControlNetModel {
public:
    // Declares every parameter; the model can be used after weights::load(parameters, ...).
    FluxControlNetModel(const ControlNetConfig& config, weights::Parameters& parameters);
    ~FluxControlNetModel();
    FluxControlNetModel(const FluxControlNetModel&) = delete;
    FluxControlNetModel& operator=(const FluxControlNetModel&) = delete;

    [[nodiscard]] const ControlNetConfig& config() const { return m_config; }

    [[nodiscard]] ControlNetConditions prepare(const ControlNetInputs& inputs) const;

    // One step: hidden_states [I, in_channels], the packed latents -> one residual a block, times conditioning_scale;
    // in a team those of this member's own tokens.
    [[nodiscard]] ControlResiduals forward(const at::Tensor& hidden_states, const ControlNetConditions& conditions,
                                           std::int64_t step, double conditioning_scale) const;

    struct Layers;

private:
    ControlNetConfig m_config;
    std::unique_ptr<Layers> m_layers;
};

} // namespace genserve::models
