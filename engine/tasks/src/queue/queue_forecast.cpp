#include "queue_forecast.h"

#include <algorithm>
#include <vector>

namespace genserve::tasks {
namespace {

struct Lane {
    const DeviceStatus* device = nullptr;
    double freeAt = 0;
    std::string model;
};

// Nothing where a device that runs can't say for how long.
std::optional<std::vector<Lane>> lanesOf(const ForecastSource& source)
{
    std::vector<Lane> lanes;
    for (const DeviceStatus& device : source.devices) {
        if (!device.isAlive()) {
            continue;
        }
        const auto freeAt = source.secondsToFree(device);
        if (!freeAt) {
            return std::nullopt;
        }
        lanes.push_back({&device, *freeAt, device.heldModels.empty() ? std::string() : device.heldModels.front()});
    }
    return lanes;
}

} // namespace

QueueForecast forecast(std::span<const WaitingTask> tasks, const ForecastSource& source)
{
    QueueForecast result;
    auto lanes = lanesOf(source);
    if (!lanes) {
        return result;
    }
    for (const WaitingTask& task : tasks) {
        Lane* first = nullptr;
        for (Lane& lane : *lanes) {
            const bool canRun = !source.fits || source.fits(task, *lane.device);
            first = canRun && (!first || lane.freeAt < first->freeAt) ? &lane : first;
        }
        const auto seconds = first ? source.seconds(task, *first->device, first->model) : std::nullopt;
        if (!seconds) {
            return result;
        }
        result.tasks[task.id] = {first->freeAt, first->freeAt + *seconds};
        first->freeAt += *seconds;
        first->model = task.modelId;
    }
    result.secondsToEmpty = 0;
    for (const Lane& lane : *lanes) {
        result.secondsToEmpty = std::max(*result.secondsToEmpty, lane.freeAt);
    }
    return result;
}

} // namespace genserve::tasks
