// How long running tasks still take: by their own steps, and by what was learned for the rest.
#pragma once

#include "pace_book.h"
#include "tasks/task_view.h"

#include <cstdint>
#include <map>

namespace genserve::tasks {

// Belongs to the tasks thread. Times are steady ones.
class ProgressPace {
public:
    explicit ProgressPace(const PaceBook& paces) : m_paces(paces) {}

    // Notes a progress and tells it with its pace. deviceName is that of the hardware.
    TaskProgress note(const Task& task, const std::string& deviceName, const Progress& progress, std::int64_t nowMs);

    // Of a running task; nothing where it is not known.
    [[nodiscard]] std::optional<double> secondsLeft(const TaskId& task, std::int64_t nowMs) const;
    void forget(const TaskId& task) { m_runs.erase(task); }

private:
    struct Run {
        std::int64_t firstStepMs = 0; // when denoising began
        int firstStep = -1;
        std::optional<double> left; // as it was told at `toldMs`
        std::int64_t toldMs = 0;
    };
    const PaceBook& m_paces;
    std::map<TaskId, Run> m_runs;
};

} // namespace genserve::tasks
