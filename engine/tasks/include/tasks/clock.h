// The two clocks of a task's life, so that tests can turn them.
#pragma once

#include "tasks/task.h"

#include <cstdint>
#include <functional>

namespace genserve::tasks {

// The wall clock dates records and may jump. Durations and deadlines of a running process use the steady one.
struct Clock {
    std::function<WallMs()> wallMs;
    std::function<std::int64_t()> steadyMs;
};
Clock systemClock();

} // namespace genserve::tasks
