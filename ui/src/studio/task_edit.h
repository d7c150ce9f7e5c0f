// A waiting task that is changed in the studio: what is sent next takes its place.
#pragma once

#include <vector>

#include <QObject>

#include "ui/world.h"

namespace genserve::ui {

// GUI thread. Ends by itself when the task starts, is cancelled, or was replaced.
class TaskEdit : public QObject {
    Q_OBJECT

public:
    explicit TaskEdit(TaskDoor& tasks, QObject* parent = nullptr);

    void begin(const tasks::TaskId& task);
    void stop();
    [[nodiscard]] bool isActive() const { return !m_task.empty(); }
    // Puts them where the task was, in their order, and takes the task out of the queue.
    void replaceBy(const std::vector<tasks::TaskView>& sent);

Q_SIGNALS:
    void changed();
    void overtaken(); // the task does not wait any more: what is sent next is a task of its own

private:
    void look();

    TaskDoor& m_tasks;
    tasks::TaskId m_task;
};

} // namespace genserve::ui
