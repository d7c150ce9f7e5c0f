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
    std::optional<double> secondsLeft;    // of the steps, without decoding
};

struct TaskView {
    Task task;
    int position = 0;          // of a queued task, from 1
    Reason waitingReason;      // of a queued task
    bool isCancelling = false; // running, told to stop, still in its last step
    TaskProgress progress;     // of a running task
};

// A picture of an unfinished state.
struct TaskPreview {
    TaskId task;
    Image image; // RGB
};

} // namespace genserve::tasks
