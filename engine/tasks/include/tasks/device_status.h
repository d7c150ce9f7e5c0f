// What is known of one device and its worker: plain data.
#pragma once

#include "tasks/reason.h"
#include "tasks/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::tasks {

enum class DeviceState {
    Starting,    // its worker makes the runner
    Idle,        // may take a task
    Busy,        // runs one
    Draining,    // finishes the one it runs and takes no other
    Disabled,    // has no worker and holds no memory
    Quarantined, // failed; stays out until the program is started anew
};
std::string_view toString(DeviceState state); // "starting", "idle", "busy", ...

// What the driver says of a device, as far as it does.
struct DeviceFigures {
    std::optional<std::int64_t> memoryUsed, memoryTotal; // bytes, by every process
    std::optional<std::int64_t> memoryModels;            // bytes, of the models that its worker holds
    std::optional<double> loadPercent;                   // 0..100
    std::optional<double> temperatureC, powerW;

    bool operator==(const DeviceFigures&) const = default;
};

struct DeviceStatus {
    std::string id;    // unique: "cuda:0"; several workers on the CPU are "cpu", "cpu#1", ...
    std::string gpuId; // what clients see: "cuda:0", "cpu"
    std::string name;  // of the hardware; empty while it starts
    DeviceState state = DeviceState::Starting;
    TaskId task; // the one that it runs; else empty
    std::vector<std::string> heldModels;
    std::string fault; // why it is quarantined
    int restarts = 0;  // times its worker was started again
    int finishedTasks = 0;
    Reason idleReason; // while it takes no task
    DeviceFigures figures = {};

    bool operator==(const DeviceStatus&) const = default;

    [[nodiscard]] bool isAlive() const
    {
        return state == DeviceState::Starting || state == DeviceState::Idle || state == DeviceState::Busy;
    }
};

} // namespace genserve::tasks
