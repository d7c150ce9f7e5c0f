// How a device's memory is shared out, as far as its driver and the models tell.
#pragma once

#include "../controls/memory_bar.h"
#include "tasks/device_status.h"

namespace genserve::ui {

// Drivers do not tell activations: they are what came on top of a device's rest while it works. Of a GPU that never
// rested since the start nothing is taken for other programs'.
class DeviceMemory {
public:
    void take(const tasks::DeviceStatus& device);
    [[nodiscard]] bool isKnown() const { return m_use.total > 0; }
    [[nodiscard]] const MemoryUse& use() const { return m_use; }

private:
    qint64 m_others = -1; // bytes in use beside the models when it last rested; -1 = not seen yet
    MemoryUse m_use;
};

} // namespace genserve::ui
