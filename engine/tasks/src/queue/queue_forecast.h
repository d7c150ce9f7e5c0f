// When the waiting tasks will start and finish: pure logic.
#pragma once

#include "tasks/device_status.h"
#include "tasks/task_queue.h"
#include "tasks/task_view.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace genserve::tasks {

struct QueueForecast {
    std::map<TaskId, Forecast> tasks;     // of those that can be told
    std::optional<double> secondsToEmpty; // absent where one can't be told
};

struct ForecastSource {
    std::span<const DeviceStatus> devices;
    // Seconds until the device has finished what it runs; 0 for an idle one. Nothing = not known.
    std::function<std::optional<double>(const DeviceStatus&)> secondsToFree;
    // Seconds of the task on the device, which held `model` before. Nothing = not known.
    std::function<std::optional<double>(const WaitingTask&, const DeviceStatus&, const std::string& model)> seconds;
    std::function<bool(const WaitingTask&, const DeviceStatus&)> fits; // absent = always
};

// Each task in order goes to the device that is free first, as if nothing was added, moved or paused any more. What
// comes after a task that can't be told can't be told either.
QueueForecast forecast(std::span<const WaitingTask> tasks, const ForecastSource& source);

} // namespace genserve::tasks
