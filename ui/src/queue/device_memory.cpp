#include "device_memory.h"

namespace genserve::ui {

void DeviceMemory::take(const tasks::DeviceStatus& device)
{
    m_use = {};
    const tasks::DeviceFigures& figures = device.figures;
    if (!figures.memoryTotal || !figures.memoryUsed) {
        return;
    }
    const qint64 used = *figures.memoryUsed, weights = qMin<qint64>(figures.memoryModels.value_or(0), used);
    const qint64 rest = used - weights;
    if (device.state != tasks::DeviceState::Busy) {
        m_others = rest;
    }
    const bool isGpu = device.gpuId.starts_with("cuda");
    const qint64 others = m_others < 0 ? isGpu ? 0 : rest : qMin(m_others, rest);
    m_use = {*figures.memoryTotal, weights, rest - others, others};
}

} // namespace genserve::ui
