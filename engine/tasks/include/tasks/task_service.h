// The one queue behind window, REST and command line: tasks that are never lost, a worker for every device.
//
// Any thread may call; nothing here blocks but create(), stop() and the destructor. Everything happens on the tasks
// thread, which owns the database; answers come through Reply, news through TaskObserver.
#pragma once

#include "tasks/admission.h"
#include "tasks/clock.h"
#include "tasks/data_folder.h"
#include "tasks/data_folder_lock.h"
#include "tasks/sqlite_task_store.h"
#include "tasks/task_commands.h"
#include "tasks/task_queue.h"
#include "tasks/task_runner.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace genserve::tasks {

class EventHub;
class ServiceCore;

struct TaskServiceOptions {
    std::filesystem::path dataFolder;
    std::vector<DeviceSpec> devices; // one worker each
    RunnerFactory runners;
    QueueLimits limits;
    // Work of a request in units that take a device and model the same time each; 0 = not known. Any thread.
    std::function<double(const GenerationRequest&)> work;
    // Figures of a device by its gpuId, asked on a thread of its own.
    std::function<std::optional<DeviceFigures>(const std::string& gpuId)> figures;
    std::chrono::milliseconds figuresEvery{1000};
    TaskQueue::FitsDevice fits; // absent = every task fits every device
    // Makes a team of these devices (by gpuId, the one that has the picture first); an error says that they can't be
    // one. On the tasks thread, at once. Absent = every picture is made by one device.
    std::function<Expected<std::shared_ptr<RunnerTeam>>(const std::vector<std::string>& gpuIds)> teams;
    Clock clock = systemClock();
    int codecThreads = 2;
    // Where tasks are kept; called on the tasks thread.
    std::function<Expected<OpenedStore>(const DataFolder&)> openStore = openSqliteTaskStore;
};

struct StartFailure {
    Error error;
    std::optional<LockRefusal> owner; // the process that has the data folder
};

class TaskService {
public:
    // Takes the data folder, recovers what the last process left and starts the workers. Blocks on the disk.
    static tl::expected<std::unique_ptr<TaskService>, StartFailure> create(TaskServiceOptions options);
    ~TaskService(); // stop()

    // Accepts nothing more, lets running tasks stop within a step and puts them back into the queue, which is no crash.
    // Blocks until the workers have ended. Unanswered Replies are dropped.
    void stop();

    // On success every task and its inputs are on the disk.
    void submit(Submission submission, Reply<SubmitOutcome> reply);
    // A new task with the request of another, whatever has become of that one.
    void duplicate(const TaskId& task, Reply<SubmitOutcome> reply);

    // Queued: at once. Running: told to stop; the task becomes cancelled within a step, or finished if that was the
    // last.
    void cancel(const TaskId& task, Reply<CommandOutcome> reply);
    // Puts a failed or cancelled task back into the queue.
    void retry(const TaskId& task, Reply<CommandOutcome> reply);
    void setPriority(const TaskId& task, int priority, Reply<CommandOutcome> reply);
    void move(const TaskId& task, const MoveTarget& target, Reply<CommandOutcome> reply);

    // No task starts while it is paused; those that run go on. Survives the process.
    void setPaused(bool isPaused);
    void setDeviceMode(const std::string& device, DeviceMode mode, Reply<Expected<void>> reply);

    // Nothing for an unknown task.
    void find(const TaskId& task, Reply<std::optional<TaskView>> reply);
    // The task of a retry key's last use within RetryKey::LifetimeMs; nothing where there is none, or where it has
    // failed, was cancelled or lies in the trash.
    void findRetried(const std::string& retryKey, Reply<Expected<std::optional<RetriedTask>>> reply);
    // Running ones, then the queue in its order.
    void unfinished(Reply<std::vector<TaskView>> reply);

    // At once: how long the request would take on each device, learned from finished tasks. Empty without
    // TaskServiceOptions::work.
    [[nodiscard]] std::vector<DeviceEstimate> estimate(const GenerationRequest& request) const;

    // At once, whatever the load.
    [[nodiscard]] ServiceStatus status() const;
    [[nodiscard]] int pictureCount() const; // finished tasks outside the trash

    // What the user should hear of the start, e.g. that a damaged database was rebuilt.
    [[nodiscard]] std::vector<std::string> notices() const;
    [[nodiscard]] const DataFolder& folder() const;
    // One line for a second process that wants this data folder, such as "port 12411".
    void setOwnerNote(const std::string& note);

    EventHub& events();                     // for TaskObserver
    ServiceCore& core() { return *m_core; } // for TaskHistory

    TaskService(const TaskService&) = delete;
    TaskService& operator=(const TaskService&) = delete;

private:
    explicit TaskService(std::unique_ptr<ServiceCore> core);
    std::unique_ptr<ServiceCore> m_core;
};

} // namespace genserve::tasks
