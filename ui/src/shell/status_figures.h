// The figures of the foot line, as the tasks, the devices and the server tell them.
#pragma once

#include "status_bar.h"
#include "ui/world.h"

namespace genserve::ui {

struct TaskCount {
    int running = 0, waiting = 0;
};

TaskCount countTasks(const TaskDoor& tasks);
StatusFigures figuresOf(const World& world, const QString& picturesPerMinute);

} // namespace genserve::ui
