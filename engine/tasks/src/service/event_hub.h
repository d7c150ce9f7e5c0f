// Who is told of what happens.
#pragma once

#include "tasks/task_commands.h"

#include <functional>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace genserve::tasks {

struct TaskAdded {
    TaskView view;
};
struct TaskChanged {
    TaskView view;
};
struct TaskRemoved {
    TaskId task;
};
struct QueueChanged {};
struct DevicesChanged {
    std::vector<DeviceStatus> devices;
};
using TaskEvent =
    std::variant<TaskAdded, TaskChanged, TaskRemoved, QueueChanged, DevicesChanged, TaskProgress, TaskPreview>;

// Sinks are called on the tasks thread, in the order of the events, and return quickly. Thread-safe.
class EventHub {
public:
    using Sink = std::function<void(const TaskEvent&)>;

    // The sink is called for as long as the returned token lives.
    std::shared_ptr<void> subscribe(Sink sink);
    void tell(const TaskEvent& event);

private:
    std::mutex m_mutex;
    std::vector<std::weak_ptr<Sink>> m_sinks;
};

} // namespace genserve::tasks
