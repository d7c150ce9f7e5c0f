#include "recorded_step.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>

namespace genserve::bench {

RecordedStep::RecordedStep(const models::FluxTransformer2DModel& transformer, const models::FluxConditions& conditions,
                           const at::Tensor& hidden_states)
    : m_conditions(conditions), m_current(conditions), m_hiddenStates(at::empty_like(hidden_states))
{
    for (auto& modulation : m_current.modulations) {
        modulation = at::empty_like(modulation.narrow(0, 0, 1));
    }
    c10::cuda::device_synchronize();
    // The default stream can't be recorded.
    const c10::cuda::CUDAStreamGuard guard(c10::cuda::getStreamFromPool());
    m_graph.capture_begin();
    m_velocity = transformer.forward(m_hiddenStates, m_current, 0);
    m_graph.capture_end();
}

at::Tensor RecordedStep::forward(const at::Tensor& hidden_states, std::int64_t step)
{
    std::vector<at::Tensor> rows;
    for (const auto& modulation : m_conditions.modulations) {
        rows.push_back(modulation.narrow(0, step, 1));
    }
    at::_foreach_copy_(m_current.modulations, rows);
    m_hiddenStates.copy_(hidden_states);
    m_graph.replay();
    return m_velocity;
}

} // namespace genserve::bench
