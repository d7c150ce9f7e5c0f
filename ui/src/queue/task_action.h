// What can be done to a task of the queue.
#pragma once

#include <vector>

#include <QString>

#include "tasks/task_view.h"

namespace genserve::ui {

enum class TaskAction {
    Open, // its pictures and settings in the studio, its result on the canvas
    Edit, // the same, and what comes of it takes its place
    RunNext,
    Earlier,
    Later,
    RunLast,
    Duplicate, // with another seed
    Retry,
    Cancel,
    Remove, // from the list; pictures stay in the gallery
};

struct TaskActionWords {
    const char* id; // of its command: "queue.edit"
    const char* icon;
    const char* key;
    QString title;
};

TaskActionWords wordsOf(TaskAction action);
[[nodiscard]] std::vector<TaskAction> allTaskActions();
bool isForMany(TaskAction action); // done with every chosen task, not only with one
// Those that act on it, in the order of the menu.
std::vector<TaskAction> actionsOf(const tasks::TaskView& view);
// The few that its row shows, from right to left; a menu with all of them stands right of these.
std::vector<TaskAction> rowActionsOf(const tasks::TaskView& view);

} // namespace genserve::ui
