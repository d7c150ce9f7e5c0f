#include "task_ledger.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace genserve::tasks {
namespace {

constexpr int MaxDeviceFaults = 2;

CommandOutcome refusal(CommandFault fault, std::string message)
{
    return tl::unexpected(CommandRefusal{fault, std::move(message)});
}

CommandOutcome unknownTask() { return refusal(CommandFault::UnknownTask, "there is no such task"); }

CommandOutcome wrongState(const Task& task, const std::string& command)
{
    return refusal(CommandFault::WrongState,
                   "the task is " + std::string(toString(task.state)) + " and can't be " + command);
}

DeviceStatus* deviceOf(std::vector<DeviceStatus>& devices, const std::string& id)
{
    const auto found = std::ranges::find(devices, id, &DeviceStatus::id);
    return found == devices.end() ? nullptr : &*found;
}

} // namespace

TaskLedger::TaskLedger(TaskStore& store, Admission& admission, Clock clock, TaskQueue::FitsDevice fits,
                       LedgerEvents events)
    : m_store(store),
      m_admission(admission),
      m_clock(std::move(clock)),
      m_events(std::move(events)),
      m_queue(std::move(fits))
{
}

Expected<void> TaskLedger::restore(std::vector<Task> tasks)
{
    const auto totals = m_store.totals();
    const auto paused = m_store.setting("paused");
    if (!totals || !paused) {
        return tl::unexpected(totals ? paused.error() : totals.error());
    }
    m_lastSequence = totals->lastSequence;
    m_ended = totals->tasks;
    m_trashedPictures = totals->trashedPictures;
    m_admission.takeBytesAgain(totals->inputBytes);
    m_queue.setPaused(*paused == "1");
    for (Task& task : tasks) {
        m_admission.enterAgain(task.client);
        take(std::move(task), Turn::Kept);
    }
    return {};
}

// Deadlines are steady times in memory. A wall clock that was set back gives no task more time than it had at first.
TaskLedger::Live& TaskLedger::take(Task task, Turn turn)
{
    Live& live = m_live[task.id];
    if (task.deadlineMs != 0) {
        const auto whole = task.deadlineMs - task.createdMs;
        const auto left =
            std::clamp<std::int64_t>(task.deadlineMs - m_clock.wallMs(), 0, std::max<std::int64_t>(whole, 0));
        live.steadyDeadline = m_clock.steadyMs() + left;
    }
    live.task = std::move(task);
    if (turn == Turn::New) {
        live.task.turn = m_queue.add(waitingTaskOf(live)).turn;
    } else {
        m_queue.restore(waitingTaskOf(live));
    }
    m_isQueueChanged = true;
    return live;
}

WaitingTask TaskLedger::waitingTaskOf(const Live& live) const
{
    WaitingTask waiting = waitingTask(live.task);
    waiting.deadlineMs = live.steadyDeadline;
    return waiting;
}

void TaskLedger::accept(std::vector<NewTask> tasks, Reply<SubmitOutcome> reply)
{
    Arrival arrival{{}, std::move(reply)};
    for (NewTask& added : tasks) {
        added.task.sequence = ++m_lastSequence;
        arrival.tasks.push_back(added.task.id);
        Live& live = take(std::move(added.task), Turn::New);
        live.newRequest = std::move(added.request);
        live.newRetryKey = std::move(added.retryKey);
        changed(live);
    }
    m_arrivals.push_back(std::move(arrival));
}

void TaskLedger::cancel(const TaskId& id, Reply<CommandOutcome> reply)
{
    Live* live = liveOf(id);
    if (!live || isFinal(live->task.state)) {
        const auto known = m_store.find(id);
        return reply(known && *known ? wrongState(**known, "cancelled") : unknownTask());
    }
    if (m_queue.take(id)) {
        end(*live, TaskState::Cancelled);
    } else {
        live->isCancelling = true;
        live->stop.request_stop();
        changed(*live);
    }
    answer(id, std::move(reply));
}

void TaskLedger::retry(const TaskId& id, Reply<CommandOutcome> reply)
{
    const auto known = m_store.find(id);
    if (!known || !*known || liveOf(id)) {
        return reply(liveOf(id) ? wrongState(liveOf(id)->task, "tried again") : unknownTask());
    }
    Task task = **known;
    if (task.state == TaskState::Finished || task.isTrashed()) {
        return reply(wrongState(task, "tried again"));
    }
    if (const auto entered = m_admission.enter(task.client, 1); !entered) {
        return reply(refusal(CommandFault::Refused, entered.error().message));
    }
    --m_ended[task.state];
    task.state = TaskState::Queued;
    task.error = {};
    task.crashes = task.deviceFaults = 0;
    task.finishedMs = 0;
    task.deadlineMs = 0; // it was given for the first time
    changed(take(std::move(task), Turn::New));
    answer(id, std::move(reply));
}

void TaskLedger::setPriority(const TaskId& id, int priority, Reply<CommandOutcome> reply)
{
    Live* live = liveOf(id);
    if (!live) {
        const auto known = m_store.find(id);
        return reply(known && *known ? wrongState(**known, "given a priority") : unknownTask());
    }
    if (!m_queue.contains(id)) {
        return reply(wrongState(live->task, "given a priority"));
    }
    applyPlaces(m_queue.setPriority(id, priority));
    answer(id, std::move(reply));
}

void TaskLedger::move(const TaskId& id, const MoveTarget& target, Reply<CommandOutcome> reply)
{
    Live* live = liveOf(id);
    const bool isBeforeOther = target.place == MoveTarget::Place::Before;
    if (!live || (isBeforeOther && !liveOf(target.task))) {
        return reply(unknownTask());
    }
    if (!m_queue.contains(id) || (isBeforeOther && !m_queue.contains(target.task))) {
        return reply(wrongState(live->task, "moved"));
    }
    switch (target.place) {
    case MoveTarget::Place::Front: applyPlaces(m_queue.runNext(id)); break;
    case MoveTarget::Place::End: applyPlaces(m_queue.moveToEnd(id)); break;
    case MoveTarget::Place::Before: applyPlaces(m_queue.moveBefore(id, target.task)); break;
    }
    answer(id, std::move(reply));
}

void TaskLedger::applyPlaces(const TaskQueue::Places& places)
{
    for (const auto& [id, place] : places) {
        Live& live = m_live[id];
        live.task.priority = place.priority;
        live.task.turn = place.turn;
        changed(live);
    }
    m_isQueueChanged = true;
}

void TaskLedger::setPaused(bool isPaused)
{
    if (isPaused != m_queue.isPaused()) {
        m_queue.setPaused(isPaused);
        m_isPauseChanged = m_isQueueChanged = true;
    }
}

void TaskLedger::startTasks(std::vector<DeviceStatus>& devices)
{
    if (m_isStopping || !storageFault().empty()) {
        return;
    }
    while (auto next = m_queue.takeNext(surroundings(devices))) {
        start(std::move(*next), devices);
    }
}

void TaskLedger::start(Start start, std::vector<DeviceStatus>& devices)
{
    Live& live = m_live[start.task.id];
    DeviceStatus& device = *deviceOf(devices, start.device);
    device.state = DeviceState::Busy;
    device.task = live.task.id;
    live.task.state = TaskState::Running;
    live.task.startedMs = m_clock.wallMs();
    live.task.device = device.gpuId;
    live.task.picture = DataFolder::pictureName(live.task.id, live.task.startedMs);
    ++live.task.attempts;
    live.worker = device.id;
    live.stop = std::stop_source();
    live.progress = {};
    changed(live);
    m_isQueueChanged = true;
    m_starts.push_back(std::move(start));
}

bool TaskLedger::isRunning(const TaskId& id, int attempt) const
{
    const auto live = m_live.find(id);
    return live != m_live.end() && live->second.task.attempts == attempt && !isFinal(live->second.task.state)
           && !m_queue.contains(id);
}

void TaskLedger::progressed(const TaskProgress& progress)
{
    if (Live* live = liveOf(progress.task)) {
        live->progress = progress;
    }
}

void TaskLedger::finished(const TaskId& id, const GenerationResult& result)
{
    Live& live = m_live[id];
    Task& task = live.task;
    task.modelId = result.modelId;
    task.width = result.width;
    task.height = result.height;
    task.steps = result.steps;
    task.seed = result.seed;
    task.result = {result.width,   result.height,    result.steps,
                   result.cfg,     result.modelHash, std::string(toString(result.precision)),
                   result.seconds, result.warnings};
    end(live, TaskState::Finished);
}

void TaskLedger::failed(const TaskId& id, const Error& error, const std::string& advice)
{
    Live& live = m_live[id];
    if (error.code == ErrorCode::Cancelled && m_isStopping && !live.isCancelling) {
        return; // it stands as queued already
    }
    if (error.code == ErrorCode::Cancelled) {
        const bool isLate = live.steadyDeadline != 0 && live.steadyDeadline <= m_clock.steadyMs();
        return end(live, TaskState::Cancelled,
                   isLate ? TaskError{"deadline", "its deadline came before its picture", {}, {}} : TaskError{});
    }
    if (error.code == ErrorCode::DeviceFault && ++live.task.deviceFaults < MaxDeviceFaults && !live.isCancelling) {
        return requeue(live);
    }
    end(live, TaskState::Failed, {std::string(toString(error.code)), describe(error), advice, error.faults});
}

void TaskLedger::lost(const TaskId& id)
{
    Live& live = m_live[id];
    if (live.stop.stop_requested()) {
        return failed(id, {ErrorCode::Cancelled, "stopped", {}}, {});
    }
    requeue(live);
}

void TaskLedger::requeue(Live& live)
{
    live.task.state = TaskState::Queued;
    live.worker.clear();
    m_queue.restore(waitingTaskOf(live));
    changed(live);
    m_isQueueChanged = true;
}

void TaskLedger::end(Live& live, TaskState state, TaskError error)
{
    live.task.state = state;
    live.task.error = std::move(error);
    live.task.finishedMs = m_clock.wallMs();
    live.worker.clear();
    if (state != TaskState::Finished) {
        live.task.picture.clear();
    }
    changed(live);
    m_isQueueChanged = true;
}

void TaskLedger::stopAll()
{
    m_isStopping = true;
    for (auto& [id, live] : m_live) {
        if (live.task.state == TaskState::Running) {
            live.stop.request_stop();
            if (!live.isCancelling) {
                live.task.state = TaskState::Queued;
                changed(live);
            }
        }
    }
}

std::optional<std::int64_t> TaskLedger::expire()
{
    const auto now = m_clock.steadyMs();
    for (const WaitingTask& waiting : m_queue.takeExpired(now)) {
        end(m_live[waiting.id], TaskState::Cancelled, {"deadline", "its deadline came before it started", {}, {}});
    }
    WallMs next = m_queue.nextDeadline();
    for (auto& [id, live] : m_live) {
        if (live.worker.empty() || live.steadyDeadline == 0) {
            continue;
        }
        if (live.steadyDeadline <= now) {
            live.stop.request_stop();
        } else {
            next = next == 0 ? live.steadyDeadline : std::min(next, live.steadyDeadline);
        }
    }
    return next == 0 ? std::nullopt : std::optional(next);
}

std::vector<StartedTask> TaskLedger::takeStarted() { return std::exchange(m_started, {}); }

TaskLedger::Live* TaskLedger::liveOf(const TaskId& task)
{
    const auto found = m_live.find(task);
    return found == m_live.end() ? nullptr : &found->second;
}

void TaskLedger::answer(const TaskId& task, Reply<CommandOutcome> reply)
{
    m_commands.push_back({task, std::move(reply)});
}

} // namespace genserve::tasks
