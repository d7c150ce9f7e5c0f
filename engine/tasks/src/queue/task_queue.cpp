#include "tasks/task_queue.h"

#include <algorithm>
#include <cmath>

namespace genserve::tasks {
namespace {

bool holds(const DeviceStatus& device, const WaitingTask& task)
{
    return std::ranges::find(device.heldModels, task.modelId) != device.heldModels.end();
}

bool areEqual(const WaitingTask& a, const WaitingTask& b)
{
    return a.place.priority == b.place.priority
           && (a.client == b.client || std::floor(a.place.turn) == std::floor(b.place.turn));
}

} // namespace

WaitingTask waitingTask(const Task& task)
{
    return {task.id,
            {task.priority, task.turn, task.sequence},
            task.client,
            task.modelId,
            task.deadlineMs,
            task.runsAlone(),
            0};
}

TaskQueue::TaskQueue(FitsDevice fits) : m_fits(std::move(fits)) {}

Place TaskQueue::add(WaitingTask task)
{
    task.place.turn = newTurn(task);
    const Place place = task.place;
    insert(std::move(task));
    return place;
}

void TaskQueue::restore(WaitingTask task)
{
    auto& round = m_round.try_emplace(task.place.priority, task.place.turn).first->second;
    round = std::min(round, task.place.turn);
    insert(std::move(task));
}

std::optional<WaitingTask> TaskQueue::take(const TaskId& task)
{
    const auto found = find(task);
    if (found == m_tasks.end()) {
        return std::nullopt;
    }
    WaitingTask taken = *found;
    m_tasks.erase(found);
    return taken;
}

bool TaskQueue::contains(const TaskId& task) const { return find(task) != m_tasks.end(); }

int TaskQueue::position(const TaskId& task) const
{
    const auto found = find(task);
    return found == m_tasks.end() ? 0 : static_cast<int>(found - m_tasks.begin()) + 1;
}

TaskQueue::Places TaskQueue::setPriority(const TaskId& id, int priority)
{
    auto task = take(id);
    if (!task) {
        return {};
    }
    task->place.priority = priority;
    return {{id, add(std::move(*task))}};
}

TaskQueue::Places TaskQueue::moveBefore(const TaskId& id, const TaskId& other)
{
    if (id == other || !contains(id) || !contains(other)) {
        return {};
    }
    WaitingTask task = *take(id);
    return place(std::move(task), static_cast<std::size_t>(position(other) - 1));
}

TaskQueue::Places TaskQueue::moveToEnd(const TaskId& id)
{
    auto task = take(id);
    return task ? place(std::move(*task), m_tasks.size()) : Places{};
}

TaskQueue::Places TaskQueue::runNext(const TaskId& id)
{
    auto task = take(id);
    return task ? place(std::move(*task), 0) : Places{};
}

std::vector<WaitingTask> TaskQueue::takeExpired(WallMs now)
{
    const auto isExpired = [now](const WaitingTask& task) { return task.deadlineMs != 0 && task.deadlineMs <= now; };
    std::vector<WaitingTask> expired;
    std::ranges::copy_if(m_tasks, std::back_inserter(expired), isExpired);
    std::erase_if(m_tasks, isExpired);
    return expired;
}

WallMs TaskQueue::nextDeadline() const
{
    WallMs next = 0;
    for (const WaitingTask& task : m_tasks) {
        if (task.deadlineMs != 0 && (next == 0 || task.deadlineMs < next)) {
            next = task.deadlineMs;
        }
    }
    return next;
}

TaskQueue::Tasks::const_iterator TaskQueue::find(const TaskId& task) const
{
    return std::ranges::find(m_tasks, task, &WaitingTask::id);
}

void TaskQueue::insert(WaitingTask task)
{
    const auto at = std::ranges::upper_bound(m_tasks, task.place, {}, &WaitingTask::place);
    m_tasks.insert(at, std::move(task));
}

// The round that is being served, or the one after the client's last.
double TaskQueue::newTurn(const WaitingTask& task) const
{
    const auto round = m_round.find(task.place.priority);
    double turn = round == m_round.end() ? 0 : std::floor(round->second);
    if (const auto served = m_served.find({task.place.priority, task.client}); served != m_served.end()) {
        turn = std::max(turn, std::floor(served->second) + 1);
    }
    for (const WaitingTask& other : m_tasks) {
        if (other.place.priority == task.place.priority && other.client == task.client) {
            turn = std::max(turn, std::floor(other.place.turn) + 1);
        }
    }
    return turn;
}

// The rounds before this one are over, and with them what their clients had.
void TaskQueue::noteStart(const WaitingTask& task, double turn)
{
    const int priority = task.place.priority;
    auto& round = m_round.try_emplace(priority, turn).first->second;
    round = std::max(round, turn);
    m_served[{priority, task.client}] = turn;
    std::erase_if(m_served, [&](const auto& entry) {
        return entry.first.first == priority && std::floor(entry.second) < std::floor(round);
    });
}

// Gives the task a turn between those of its new neighbours. index is its place among the others.
TaskQueue::Places TaskQueue::place(WaitingTask task, std::size_t index)
{
    const TaskId id = task.id;
    if (m_tasks.empty()) {
        const Place same = task.place;
        insert(std::move(task));
        return {{id, same}};
    }
    const bool isLast = index == m_tasks.size();
    const Place neighbour = isLast ? m_tasks.back().place : m_tasks[index].place;
    const bool hasBefore = index > 0 && m_tasks[index - 1].place.priority == neighbour.priority;
    const double before = hasBefore ? m_tasks[index - 1].place.turn : neighbour.turn - 1;
    const double after = isLast ? neighbour.turn + 1 : neighbour.turn;
    const double turn = before + (after - before) / 2;
    task.place.priority = neighbour.priority;
    task.place.turn = turn;
    m_tasks.insert(m_tasks.begin() + static_cast<std::ptrdiff_t>(index), std::move(task));
    // Neighbours of the same turn, or of turns without a number between them, leave no room.
    if (turn <= before || turn >= after) {
        return spread(neighbour.priority);
    }
    return {{id, m_tasks[index].place}};
}

// Gives the tasks of a priority whole turns in their present order.
TaskQueue::Places TaskQueue::spread(int priority)
{
    Places places;
    double turn = m_round.contains(priority) ? std::floor(m_round[priority]) : 0;
    for (WaitingTask& task : m_tasks) {
        if (task.place.priority == priority) {
            task.place.turn = turn++;
            places.emplace_back(task.id, task.place);
        }
    }
    return places;
}

bool TaskQueue::fits(const WaitingTask& task, const DeviceStatus& device) const
{
    return !m_fits || m_fits(task, device);
}

bool TaskQueue::fitsIdle(const WaitingTask& task, const QueueSurroundings& now) const
{
    return std::ranges::any_of(now.devices, [&](const DeviceStatus& device) {
        return device.state == DeviceState::Idle && fits(task, device);
    });
}

// The first task that could start on an idle device, whether or not it may just now.
const WaitingTask* TaskQueue::head(const QueueSurroundings& now) const
{
    const auto found = std::ranges::find_if(m_tasks, [&](const WaitingTask& task) { return fitsIdle(task, now); });
    return found == m_tasks.end() ? nullptr : &*found;
}

std::optional<Start> TaskQueue::takeNext(const QueueSurroundings& now)
{
    const WaitingTask* first = m_isPaused || !now.runningAlone.empty() ? nullptr : head(now);
    if (!first || (first->runsAlone && now.running > 0)) {
        return std::nullopt;
    }
    const DeviceStatus* device = nullptr;
    for (const DeviceStatus& candidate : now.devices) {
        const bool canRun = candidate.state == DeviceState::Idle && fits(*first, candidate);
        const bool isBetter =
            !device || (holds(candidate, *first) && !holds(*device, *first))
            || (candidate.heldModels.empty() && !device->heldModels.empty() && !holds(*device, *first));
        if (canRun && isBetter) {
            device = &candidate;
        }
    }
    const auto at = m_tasks.begin() + (first - m_tasks.data());
    const auto chosen = first->runsAlone || holds(*device, *first) ? at : preferred(at, *device);
    noteStart(*chosen, first->place.turn);
    passOver(at, chosen);
    Start start{*chosen, device->id};
    m_tasks.erase(chosen);
    return start;
}

// `first`, or an equal one whose model the device holds.
TaskQueue::Tasks::iterator TaskQueue::preferred(Tasks::iterator first, const DeviceStatus& device)
{
    if (first->bypasses >= MaxBypasses) {
        return first;
    }
    const auto found = std::find_if(first, m_tasks.end(), [&](const WaitingTask& task) {
        return areEqual(*first, task) && !task.runsAlone && holds(device, task) && fits(task, device);
    });
    return found == m_tasks.end() ? first : found;
}

// The chosen task starts in the place of `first`. Its client's tasks between them each wait for the turn of the next
// one, so that the client has had one turn, not two. Only memory knows of this: turns on the disk stay.
void TaskQueue::passOver(Tasks::iterator first, Tasks::iterator chosen)
{
    if (first == chosen) {
        return;
    }
    ++first->bypasses;
    if (first->client != chosen->client) {
        return;
    }
    double turn = chosen->place.turn;
    for (auto task = chosen; task != first;) {
        --task;
        if (task->client == first->client) {
            std::swap(task->place.turn, turn);
        }
    }
    std::ranges::sort(first, chosen, {}, &WaitingTask::place);
}

} // namespace genserve::tasks
