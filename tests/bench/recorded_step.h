// A transformer's steps repeated from one recording (a CUDA graph), to see what that is worth; the engine does not.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>
#include <ATen/cuda/CUDAGraph.h>

#include "models/flux_transformer.h"

namespace genserve::bench {

// All steps of a run are the same kernels on other numbers: each copies its modulations and latents to where the
// recorded kernels read them.
class RecordedStep {
public:
    // Records a step; one must have run before, so that the libraries have chosen their kernels. Borrows all.
    RecordedStep(const models::FluxTransformer2DModel& transformer, const models::FluxConditions& conditions,
                 const at::Tensor& hidden_states);

    // transformer.forward(hidden_states, conditions, step); the next call overwrites it.
    at::Tensor forward(const at::Tensor& hidden_states, std::int64_t step);

private:
    const models::FluxConditions& m_conditions;
    models::FluxConditions m_current; // the modulations of one step
    at::Tensor m_hiddenStates, m_velocity;
    at::cuda::CUDAGraph m_graph;
};

} // namespace genserve::bench
