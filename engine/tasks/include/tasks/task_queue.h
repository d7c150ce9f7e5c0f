// The order of waiting tasks and which of them a free device gets: pure logic, no thread, no clock, no disk.
//
// Order: priority (smaller first), then turn, then age. A task's turn is the round in which its client is served: every
// client has one task in a round, so a client that adds a hundred does not keep another one waiting for all of them.
// Turns are given once, when a task is added, and stored with it.
//
// Among equals a device prefers a model that it holds. Equal are, at the same priority, tasks of the same round and
// tasks of the same client; a task is passed over in this way at most MaxBypasses times.
#pragma once

#include "tasks/device_status.h"
#include "tasks/task.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace genserve::tasks {

constexpr int MaxBypasses = 8;

// The place of a task in the order.
struct Place {
    int priority = 0;
    double turn = 0;
    std::int64_t sequence = 0;

    auto operator<=>(const Place&) const = default;
};

struct WaitingTask {
    TaskId id;
    Place place;
    std::string client;
    std::string modelId;
    WallMs deadlineMs = 0; // 0 = none
    bool runsAlone = false;
    int bypasses = 0;
};
WaitingTask waitingTask(const Task& task);

// What else the order depends on at the moment of a question.
struct QueueSurroundings {
    std::span<const DeviceStatus> devices;
    int running = 0;     // tasks on all devices
    TaskId runningAlone; // of them, the one that has to be alone; else empty
};

struct Start {
    WaitingTask task;
    std::string device; // DeviceStatus::id
};

class TaskQueue {
public:
    // Whether the task's memory need can be met by the device at all. Absent = always.
    using FitsDevice = std::function<bool(const WaitingTask&, const DeviceStatus&)>;
    explicit TaskQueue(FitsDevice fits = {});

    // A new task: gets its turn. Returns its place, to be stored.
    Place add(WaitingTask task);
    // One that has its turn from before.
    void restore(WaitingTask task);
    std::optional<WaitingTask> take(const TaskId& task);

    [[nodiscard]] const std::vector<WaitingTask>& inOrder() const { return m_tasks; }
    [[nodiscard]] bool contains(const TaskId& task) const;
    [[nodiscard]] int position(const TaskId& task) const; // from 1; 0 = does not wait

    // Changed places, to be stored; empty where the task does not wait.
    using Places = std::vector<std::pair<TaskId, Place>>;
    Places setPriority(const TaskId& task, int priority);
    Places moveBefore(const TaskId& task, const TaskId& other); // takes over the other's priority
    Places moveToEnd(const TaskId& task);
    Places runNext(const TaskId& task);

    void setPaused(bool isPaused) { m_isPaused = isPaused; }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    // Takes the next task that an idle device can run out of the queue; to be asked until there is none.
    std::optional<Start> takeNext(const QueueSurroundings& now);

    // Takes out all whose deadline has come.
    std::vector<WaitingTask> takeExpired(WallMs now);
    [[nodiscard]] WallMs nextDeadline() const; // 0 = none

    [[nodiscard]] Reason waitingReason(const TaskId& task, const QueueSurroundings& now) const;
    [[nodiscard]] Reason idleReason(const DeviceStatus& device, const QueueSurroundings& now) const;

private:
    using Tasks = std::vector<WaitingTask>;
    [[nodiscard]] Tasks::const_iterator find(const TaskId& task) const;
    [[nodiscard]] bool fits(const WaitingTask& task, const DeviceStatus& device) const;
    [[nodiscard]] bool fitsIdle(const WaitingTask& task, const QueueSurroundings& now) const;
    [[nodiscard]] double newTurn(const WaitingTask& task) const;
    [[nodiscard]] const WaitingTask* head(const QueueSurroundings& now) const;
    [[nodiscard]] Tasks::iterator preferred(Tasks::iterator first, const DeviceStatus& device);
    void insert(WaitingTask task);
    void noteStart(const WaitingTask& task, double turn);
    void passOver(Tasks::iterator first, Tasks::iterator chosen);
    Places place(WaitingTask task, std::size_t index);
    Places spread(int priority);

    FitsDevice m_fits;
    Tasks m_tasks; // sorted by place
    bool m_isPaused = false;
    std::map<int, double> m_round; // by priority: the turn that is being served
    std::map<std::pair<int, std::string>, double>
        m_served; // by priority and client: its last turn in this round or later
};

} // namespace genserve::tasks
