// Where the parts of a queue's row lie.
#pragma once

#include <QRect>

#include "task_action.h"

namespace genserve::ui {

struct TaskColumns {
    QRect grip, thumbnail, task, from, state, device, time, buttons; // `from` is empty where there is no room
};

TaskColumns taskColumns(const QRect& row);
// Its buttons, the menu first: it is at the right end. A labelled one is wider.
struct TaskButton {
    QRect rect;
    bool isMenu = false;
    TaskAction action = TaskAction::Open;
    bool isLabelled = false;
};
std::vector<TaskButton> taskButtons(const QRect& row, const tasks::TaskView& view);

} // namespace genserve::ui
