#include "status_figures.h"

#include "../queue/queue_end.h"

namespace genserve::ui {

TaskCount countTasks(const TaskDoor& tasks)
{
    TaskCount count;
    for (const tasks::TaskView& view : tasks.tasks()) {
        count.running += view.task.state == tasks::TaskState::Running ? 1 : 0;
        count.waiting += view.task.state == tasks::TaskState::Queued ? 1 : 0;
    }
    return count;
}

StatusFigures figuresOf(const World& world, const QString& picturesPerMinute)
{
    const TaskCount count = countTasks(*world.tasks);
    StatusFigures figures;
    figures.running = count.running;
    figures.waiting = count.waiting;
    figures.isPaused = world.tasks->isPaused();
    figures.picturesPerMinute = picturesPerMinute;
    const auto left = secondsToEmpty(world.tasks->tasks());
    figures.secondsLeft = left && *left > 0 ? std::optional(qRound(*left)) : std::nullopt;
    for (const tasks::DeviceStatus& device : world.tasks->devices()) {
        const auto& load = device.figures.loadPercent;
        figures.devices.push_back(
            {QString::fromStdString(device.id), device.state == tasks::DeviceState::Busy, load ? qRound(*load) : -1});
    }
    if (world.server != nullptr) {
        const ServerState& server = world.server->state();
        figures.isServing = server.isOn;
        figures.isShared = server.isShared;
        figures.address = server.addresses.value(0).section(QStringLiteral("//"), 1);
        figures.clients = static_cast<int>(world.server->clients().size());
    }
    return figures;
}

} // namespace genserve::ui
