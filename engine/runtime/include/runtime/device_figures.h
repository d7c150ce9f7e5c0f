// What the driver or the kernel says of a device right now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace genserve::runtime {

struct DeviceFigures {
    std::optional<std::int64_t> memoryUsed, memoryTotal; // bytes, by every process
    std::optional<double> loadPercent;                   // 0..100; on the CPU since the last call
    std::optional<double> temperatureC, powerW;          // the CPU's power likewise
};

// device: "cpu" or "cuda:N" in this process's count, which CUDA_VISIBLE_DEVICES may have changed. GPUs are asked
// through the driver's management library, where it is installed; what can't be told is absent. Takes some 100 us,
// touches no CUDA context, may be called by any thread.
DeviceFigures deviceFigures(const std::string& device);

} // namespace genserve::runtime
