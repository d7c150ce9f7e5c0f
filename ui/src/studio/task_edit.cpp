#include "task_edit.h"

#include <algorithm>

namespace genserve::ui {

TaskEdit::TaskEdit(TaskDoor& tasks, QObject* parent) : QObject(parent), m_tasks(tasks)
{
    connect(&tasks, &TaskDoor::tasksChanged, this, &TaskEdit::look);
}

void TaskEdit::begin(const tasks::TaskId& task)
{
    m_task = task;
    Q_EMIT changed();
}

void TaskEdit::stop()
{
    if (!std::exchange(m_task, {}).empty()) {
        Q_EMIT changed();
    }
}

void TaskEdit::replaceBy(const std::vector<tasks::TaskView>& sent)
{
    const tasks::TaskId old = std::exchange(m_task, {});
    for (const tasks::TaskView& view : sent) {
        m_tasks.move(view.task.id, {tasks::MoveTarget::Place::Before, old});
    }
    m_tasks.cancel(old);
    m_tasks.setTrashed(old, true); // not a cancelled one to wonder about
    Q_EMIT changed();
}

void TaskEdit::look()
{
    const auto isIt = [this](const tasks::TaskView& view) {
        return view.task.id == m_task && view.task.state == tasks::TaskState::Queued;
    };
    if (isActive() && std::ranges::none_of(m_tasks.tasks(), isIt)) {
        stop();
        Q_EMIT overtaken();
    }
}

} // namespace genserve::ui
