// The ControlNets of one run, each with its control picture, share of the steps and strength.
//
// Mirrors FluxMultiControlNetModel and controlnet_keep of FluxControlNetPipeline @ diffusers 0.42.1.
#pragma once

#include <vector>

#include "models/controlnet.h"
#include "pipeline/resolved_request.h"

namespace genserve::pipeline {

class ControlGuidance {
public:
    // Borrows the net. inputs.controlnet_mode is taken from the use.
    void add(const models::FluxControlNetModel& net, const ControlNetUse& use, models::ControlNetInputs inputs);

    // Whether every net is on from the first step on.
    [[nodiscard]] bool startsAtOnce() const;

    // What the nets add together at a step of the schedule, when the steps first ... steps - 1 are run; empty when none
    // is on. latents: packed.
    [[nodiscard]] models::ControlResiduals residuals(const at::Tensor& latents, int step, int first, int steps) const;

private:
    struct Member {
        const models::FluxControlNetModel* net;
        models::ControlNetConditions conditions;
        double scale, start, end;
    };
    std::vector<Member> m_members;
};

} // namespace genserve::pipeline
