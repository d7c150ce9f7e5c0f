// How long tasks take: learned from finished ones, told for requests, running and waiting tasks.
#pragma once

#include "pace_book.h"
#include "progress_pace.h"
#include "queue/queue_forecast.h"
#include "task_ledger.h"
#include "tasks/task_commands.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace genserve::tasks {

// Belongs to the tasks thread but for what says otherwise.
class TimeEstimates {
public:
    using WorkOf = std::function<double(const GenerationRequest&)>;
    TimeEstimates(WorkOf work, TaskQueue::FitsDevice fits);

    // From any thread.
    [[nodiscard]] double workOf(const GenerationRequest& request) const;
    [[nodiscard]] std::vector<DeviceEstimate> estimate(const GenerationRequest& request,
                                                       std::span<const DeviceStatus> devices) const;
    [[nodiscard]] PaceBook& paces() { return m_paces; }

    [[nodiscard]] ProgressPace& progress() { return m_progress; }

    // Of all that waits, for as long as nothing is paused.
    [[nodiscard]] QueueForecast forecastOf(const TaskLedger& ledger, std::span<const DeviceStatus> devices,
                                           std::int64_t nowMs) const;
    // Fills in the forecasts of running and waiting tasks.
    void fill(std::span<TaskView> views, const TaskLedger& ledger, std::span<const DeviceStatus> devices,
              std::int64_t nowMs) const;
    // Until nothing waits or runs; counted anew twice a second at most.
    std::optional<double> secondsToEmpty(const TaskLedger& ledger, std::span<const DeviceStatus> devices,
                                         std::int64_t nowMs);

private:
    const WorkOf m_work;
    const TaskQueue::FitsDevice m_fits;
    PaceBook m_paces;
    ProgressPace m_progress;
    std::optional<double> m_toEmpty;
    std::int64_t m_nextCount = 0;
};

} // namespace genserve::tasks
