// What happens in the task service, as signals on the thread of whoever listens.
#pragma once

#include "tasks/task_commands.h"

#include <QObject>

#include <memory>

namespace genserve::tasks {

class TaskService;

// Made and destroyed on one thread with an event loop; the signals come there. It may outlive its service. Signals of
// one task come in the order of its life; of several waiting progresses or previews of a task only the last one comes,
// so a window that was busy is not flooded.
class TaskObserver : public QObject {
    Q_OBJECT

public:
    explicit TaskObserver(TaskService& service, QObject* parent = nullptr);
    ~TaskObserver() override;

Q_SIGNALS:
    void added(const genserve::tasks::TaskView& view);
    void changed(const genserve::tasks::TaskView& view); // state, order or marks
    void removed(const genserve::tasks::TaskId& task);   // purged from the history
    void progressed(const genserve::tasks::TaskProgress& progress);
    void previewed(const genserve::tasks::TaskPreview& preview);
    void queueChanged(); // order, length or pause: positions and reasons are to be asked anew
    void devicesChanged(const std::vector<genserve::tasks::DeviceStatus>& devices);

private:
    struct Mailbox;
    void deliver();

    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<void> m_subscription;
};

} // namespace genserve::tasks
