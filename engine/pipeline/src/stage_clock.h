// Seconds of a stage, once the device has finished what was asked of it.
#pragma once

#include <chrono>
#include <utility>

#include <c10/core/Device.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace genserve::pipeline {

class StageClock {
public:
    explicit StageClock(c10::Device device) : m_device(device) {}

    // Since construction or the last call. Blocks until the device is idle.
    double lap()
    {
        if (!m_device.is_cpu()) {
            c10::impl::VirtualGuardImpl(m_device.type()).synchronizeDevice(m_device.index());
        }
        const auto now = std::chrono::steady_clock::now();
        return std::chrono::duration<double>(now - std::exchange(m_start, now)).count();
    }

private:
    c10::Device m_device;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace genserve::pipeline
