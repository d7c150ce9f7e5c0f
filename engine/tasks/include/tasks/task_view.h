// What observers and clients see of a task at one moment.
#pragma once

#include "tasks/reason.h"
#include "tasks/task.h"

#include <optional>

namespace genserve::tasks {

struct TaskProgress {
    TaskId task;
    Progress progress;
    std::optional<double> secondsPerStep; // known from the second step on
    std::optional<double> secondsLeft;    // to the finished picture; from the start where its pace was learned
};

// From now, in seconds.
struct Forecast {
    double toStart = 0, toFinish = 0;
};

struct TaskView {
    Task task;
    int position = 0;          // of a queued task, from 1
    Reason waitingReason;      // of a queued task
    bool isCancelling = false; // running, told to stop, still in its last step
    TaskProgress progress;     // of a running task

    // From now, in answers of TaskService::find() and unfinished() only; absent where it can't be told.
    std::optional<double> secondsToStart = {}; // of a queued task
    std::optional<double> secondsToFinish = {};
};

// A picture of an unfinished state.
struct TaskPreview {
    TaskId task;
    Image image; // RGB
};

} // namespace genserve::tasks
