// TaskLedger: what goes to the disk, and what is told when it is there.
#include "task_ledger.h"

#include <algorithm>
#include <utility>

namespace genserve::tasks {
namespace {

// What a failing disk says while a command waits for it.
CommandOutcome notStoredYet(const Error& error)
{
    return tl::unexpected(
        CommandRefusal{CommandFault::StorageFailed, "done, but it can't be stored yet: " + error.message});
}

} // namespace

StoreBatch TaskLedger::batch() const
{
    StoreBatch batch;
    for (const TaskId& id : m_dirty) {
        const Live& live = m_live.at(id);
        if (live.newRequest.empty()) {
            batch.changed.push_back(live.task);
        } else {
            batch.added.push_back({live.task, live.newRequest, live.newRetryKey});
        }
    }
    batch.settings = m_settings;
    if (m_isPauseChanged) {
        batch.settings["paused"] = m_queue.isPaused() ? "1" : "0";
    }
    if (batch.isEmpty() && !m_storageFault.empty()) {
        batch.settings["probe"] = "1"; // an empty batch would succeed on any disk
    }
    return batch;
}

Expected<void> TaskLedger::commit(std::vector<DeviceStatus>& devices)
{
    auto written = m_store.write(batch());
    if (!written) {
        undo(written.error(), devices);
        return written;
    }
    m_storageFault.clear();
    m_isPauseChanged = false;
    m_settings.clear();
    tellStored(devices);
    forgetEnded();
    m_dirty.clear();
    if (std::exchange(m_isQueueChanged, false)) {
        addNews(m_events.queueChanged);
    }
    return {};
}

void TaskLedger::tellStored(std::span<const DeviceStatus> devices)
{
    const auto now = surroundings(devices);
    for (const Start& start : std::exchange(m_starts, {})) {
        const Live& live = m_live.at(start.task.id);
        m_started.push_back({start.device, live.task, live.stop.get_token()});
    }
    for (const TaskId& id : m_dirty) {
        Live& live = m_live.at(id);
        const bool isNew = !std::exchange(live.newRequest, {}).empty();
        addNews([&told = isNew ? m_events.added : m_events.changed, view = viewOf(live, now)] { told(view); });
    }
    for (const Arrival& arrival : std::exchange(m_arrivals, {})) {
        std::vector<TaskView> views;
        for (const TaskId& id : arrival.tasks) {
            views.push_back(viewOf(m_live.at(id), now));
        }
        addNews([reply = arrival.reply, views = std::move(views)] { reply(views); });
    }
    for (const Command& command : std::exchange(m_commands, {})) {
        addNews([reply = command.reply, view = viewOf(m_live.at(command.task), now)] { reply(view); });
    }
}

void TaskLedger::forgetEnded()
{
    for (const TaskId& id : m_dirty) {
        const Live& live = m_live.at(id);
        if (isFinal(live.task.state)) {
            ++m_ended[live.task.state];
            m_admission.leave(live.task.client);
            m_live.erase(id);
        }
    }
}

// Takes back what nobody has been told of: arrivals are refused and starts did not happen. The rest waits for the disk.
void TaskLedger::undo(const Error& error, std::vector<DeviceStatus>& devices)
{
    m_storageFault = error.message;
    for (const Start& start : std::exchange(m_starts, {})) {
        const auto device = std::ranges::find(devices, start.device, &DeviceStatus::id);
        device->state = DeviceState::Idle;
        device->task.clear();
        Live& live = m_live.at(start.task.id);
        --live.task.attempts;
        requeue(live);
    }
    for (const Arrival& arrival : std::exchange(m_arrivals, {})) {
        for (const TaskId& id : arrival.tasks) {
            m_queue.take(id);
            m_admission.leave(m_live.at(id).task.client);
            m_live.erase(id);
            m_dirty.erase(id);
        }
        const Refusal refusal{RefusalCode::StorageFailed, "the task can't be stored: " + error.message, {}};
        addNews([reply = arrival.reply, refusal] { reply(tl::unexpected(refusal)); });
    }
    for (const Command& command : std::exchange(m_commands, {})) {
        addNews([reply = command.reply, error] { reply(notStoredYet(error)); });
    }
}

void TaskLedger::tell()
{
    for (auto* const list : {&m_news, &m_laterNews}) {
        for (const auto& news : std::exchange(*list, {})) {
            news();
        }
    }
}

void TaskLedger::noteMarks(const Task& task)
{
    if (Live* live = liveOf(task.id)) {
        live->task.isStarred = task.isStarred;
        live->task.tags = task.tags;
        live->task.trashedMs = task.trashedMs;
    }
}

void TaskLedger::noteTrash(const Task& task)
{
    if (task.state == TaskState::Finished) {
        m_trashedPictures += task.isTrashed() ? 1 : -1;
    }
}

void TaskLedger::notePurged(const Task& task)
{
    --m_ended[task.state];
    m_trashedPictures -= task.state == TaskState::Finished ? 1 : 0;
}

Expected<std::vector<Task>> TaskLedger::addFinished(std::vector<NewTask> tasks)
{
    StoreBatch batch;
    std::set<TaskId> seen;
    for (NewTask& added : tasks) {
        const auto known = m_store.find(added.task.id);
        if (!known) {
            return tl::unexpected(known.error());
        }
        if (!*known && seen.insert(added.task.id).second) {
            added.task.sequence = ++m_lastSequence;
            batch.added.push_back(std::move(added));
        }
    }
    return m_store.write(batch).map([&] {
        std::vector<Task> stored;
        for (NewTask& added : batch.added) {
            ++m_ended[added.task.state];
            stored.push_back(std::move(added.task));
        }
        return stored;
    });
}

std::optional<TaskView> TaskLedger::find(const TaskId& task, std::span<const DeviceStatus> devices) const
{
    const auto live = m_live.find(task);
    return live == m_live.end() ? std::nullopt : std::optional(viewOf(live->second, surroundings(devices)));
}

const Task* TaskLedger::task(const TaskId& task) const
{
    const auto live = m_live.find(task);
    return live == m_live.end() ? nullptr : &live->second.task;
}

std::vector<TaskView> TaskLedger::unfinished(std::span<const DeviceStatus> devices) const
{
    const auto now = surroundings(devices);
    std::vector<TaskView> views;
    for (const auto& [id, live] : m_live) {
        if (!m_queue.contains(id)) {
            views.push_back(viewOf(live, now));
        }
    }
    for (const WaitingTask& waiting : m_queue.inOrder()) {
        views.push_back(viewOf(m_live.at(waiting.id), now));
    }
    return views;
}

TaskView TaskLedger::viewOf(const Live& live, const QueueSurroundings& now) const
{
    TaskView view;
    view.task = live.task;
    view.isCancelling = live.isCancelling && !isFinal(live.task.state);
    view.progress = live.progress;
    view.position = m_queue.position(live.task.id);
    if (view.position > 0) {
        view.waitingReason = storageFault().empty() ? m_queue.waitingReason(live.task.id, now)
                                                    : Reason{ReasonCode::StorageFailing, 0, storageFault()};
    }
    return view;
}

Reason TaskLedger::idleReason(const DeviceStatus& device, std::span<const DeviceStatus> devices) const
{
    if (device.state == DeviceState::Idle && !storageFault().empty()) {
        return {ReasonCode::StorageFailing, 0, storageFault()};
    }
    return m_queue.idleReason(device, surroundings(devices));
}

QueueSurroundings TaskLedger::surroundings(std::span<const DeviceStatus> devices) const
{
    QueueSurroundings now{devices, 0, {}};
    for (const DeviceStatus& device : devices) {
        now.running += device.task.empty() ? 0 : 1;
    }
    for (const auto& [id, live] : m_live) {
        if (!live.worker.empty() && live.task.runsAlone()) {
            now.runningAlone = id;
        }
    }
    return now;
}

TaskCounts TaskLedger::counts() const
{
    TaskCounts counts;
    counts.queued = static_cast<int>(m_queue.inOrder().size());
    counts.running = static_cast<int>(m_live.size()) - counts.queued;
    const auto ended = [this](TaskState state) {
        const auto found = m_ended.find(state);
        return found == m_ended.end() ? 0 : found->second;
    };
    counts.finished = ended(TaskState::Finished);
    counts.failed = ended(TaskState::Failed);
    counts.cancelled = ended(TaskState::Cancelled);
    return counts;
}

} // namespace genserve::tasks
