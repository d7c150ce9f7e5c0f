#include "task_action.h"

#include <array>

#include <QCoreApplication>

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::TaskAction)
};

using tasks::TaskState;

} // namespace

TaskActionWords wordsOf(TaskAction action)
{
    switch (action) {
    case TaskAction::Open: return {"queue.open", "image", "Return", Words::tr("Open in the studio")};
    case TaskAction::Edit: return {"queue.edit", "pencil", "E", Words::tr("Edit and replace")};
    case TaskAction::RunNext: return {"queue.runNext", "list-start", "N", Words::tr("Run next")};
    case TaskAction::Earlier: return {"queue.earlier", "chevron-up", "Ctrl+Up", Words::tr("Move up")};
    case TaskAction::Later: return {"queue.later", "chevron-down", "Ctrl+Down", Words::tr("Move down")};
    case TaskAction::RunLast: return {"queue.runLast", "arrow-down", "Shift+N", Words::tr("Run last")};
    case TaskAction::Duplicate: return {"queue.duplicate", "copy", "D", Words::tr("Once more with another seed")};
    case TaskAction::Retry: return {"queue.retry", "rotate-cw", "T", Words::tr("Retry")};
    case TaskAction::Cancel: return {"queue.cancel", "x", "Shift+X", Words::tr("Cancel")};
    case TaskAction::Remove: break;
    }
    return {"queue.remove", "x", "Del", Words::tr("Take out of the list")};
}

std::vector<TaskAction> allTaskActions()
{
    return {TaskAction::Open,    TaskAction::Edit,      TaskAction::RunNext, TaskAction::Earlier, TaskAction::Later,
            TaskAction::RunLast, TaskAction::Duplicate, TaskAction::Retry,   TaskAction::Cancel,  TaskAction::Remove};
}

bool isForMany(TaskAction action)
{
    return action == TaskAction::Cancel || action == TaskAction::Remove || action == TaskAction::Retry;
}

std::vector<TaskAction> actionsOf(const tasks::TaskView& view)
{
    switch (view.task.state) {
    case TaskState::Running: return {TaskAction::Open, TaskAction::Duplicate, TaskAction::Cancel};
    case TaskState::Queued:
        return {TaskAction::Open,  TaskAction::Edit,    TaskAction::RunNext,   TaskAction::Earlier,
                TaskAction::Later, TaskAction::RunLast, TaskAction::Duplicate, TaskAction::Cancel};
    case TaskState::Failed:
    case TaskState::Cancelled: return {TaskAction::Open, TaskAction::Retry, TaskAction::Duplicate, TaskAction::Remove};
    case TaskState::Finished: break;
    }
    return {TaskAction::Open, TaskAction::Duplicate, TaskAction::Remove};
}

std::vector<TaskAction> rowActionsOf(const tasks::TaskView& view)
{
    switch (view.task.state) {
    case TaskState::Running: return {TaskAction::Cancel};
    case TaskState::Queued: return {TaskAction::Cancel, TaskAction::Edit, TaskAction::RunNext};
    case TaskState::Failed:
    case TaskState::Cancelled: return {TaskAction::Remove, TaskAction::Retry};
    case TaskState::Finished: break;
    }
    return {TaskAction::Open};
}

} // namespace genserve::ui
