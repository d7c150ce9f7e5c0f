#include "warm_up.h"

#include <exception>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <c10/core/DeviceGuard.h>

namespace genserve::pipeline {

WarmUp::WarmUp(c10::Device device, std::function<void()> work)
{
    if (device.is_cpu()) {
        return;
    }
    m_thread = std::jthread([device, work = std::move(work)] {
        try {
            const c10::InferenceMode inferenceMode;
            const c10::DeviceGuard guard(device);
            work();
        } catch (const std::exception&) { // see the constructor
        }
    });
}

} // namespace genserve::pipeline
