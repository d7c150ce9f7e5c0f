// The life of every unfinished task: states, counters and order, and what of it has to be stored.
//
// Belongs to the tasks thread. Nothing is told to anyone before commit() has put it on the disk. While the disk fails,
// new tasks are refused and nothing starts; what has happened stays here and is stored as soon as that works again.
#pragma once

#include "tasks/admission.h"
#include "tasks/clock.h"
#include "tasks/data_folder.h"
#include "tasks/task_commands.h"
#include "tasks/task_queue.h"
#include "tasks/task_store.h"
#include "worker.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace genserve::tasks {

// Called by tell().
struct LedgerEvents {
    std::function<void(const TaskView&)> added;
    std::function<void(const TaskView&)> changed;
    std::function<void()> queueChanged; // order, length or pause
};

// An attempt whose row is on the disk, for the worker of `device`.
struct StartedTask {
    std::string device;
    Task task;
    std::stop_token stop;
};

class TaskLedger {
public:
    TaskLedger(TaskStore& store, Admission& admission, Clock clock, TaskQueue::FitsDevice fits, LedgerEvents events);

    // Once, first: takes over the tasks that recovery.h has settled.
    Expected<void> restore(std::vector<Task> tasks);

    // The tasks have entered the admission and get their sequence here.
    void accept(std::vector<NewTask> tasks, Reply<SubmitOutcome> reply);
    void cancel(const TaskId& task, Reply<CommandOutcome> reply);
    void retry(const TaskId& task, Reply<CommandOutcome> reply);
    void setPriority(const TaskId& task, int priority, Reply<CommandOutcome> reply);
    void move(const TaskId& task, const MoveTarget& target, Reply<CommandOutcome> reply);
    void setPaused(bool isPaused);

    // Gives waiting tasks to idle devices, which become busy.
    void startTasks(std::vector<DeviceStatus>& devices);

    // Whether this attempt of the task runs; outcomes of others are stale.
    [[nodiscard]] bool isRunning(const TaskId& task, int attempt) const;
    void progressed(const TaskProgress& progress);
    void finished(const TaskId& task, const GenerationResult& result); // its picture is on the disk
    void failed(const TaskId& task, const Error& error, const std::string& advice);
    // Its attempt came to nothing for a reason that is not the task's: it waits again, unless it was told to stop.
    void lost(const TaskId& task);

    // Stored with the next commit.
    void setSetting(const std::string& key, std::string value) { m_settings[key] = std::move(value); }

    // What the history does to stored tasks, as far as it concerns this class.
    void noteMarks(const Task& task); // stars, tags and trash have been stored
    void noteTrash(const Task& task); // went in or came back
    void notePurged(const Task& task);
    // Stores finished tasks from elsewhere under new sequences; those that are known already are left out.
    Expected<std::vector<Task>> addFinished(std::vector<NewTask> tasks);

    // Graceful stop: running tasks are told to stop, and stand as queued from the next commit on. Nothing starts.
    void stopAll();

    // Ends what has passed its deadline. Returns the steady time of the next deadline.
    std::optional<std::int64_t> expire();

    // One transaction for everything since the last one. On failure the devices of tasks that were about to start are
    // idle again.
    Expected<void> commit(std::vector<DeviceStatus>& devices);
    // Tells what the last commit has stored, or that it has not, and then runs what tellLater() has been given: it may
    // change a task again, and that must not be told before this.
    void tell();
    void tellLater(std::function<void()> news) { m_laterNews.push_back(std::move(news)); }
    std::vector<StartedTask> takeStarted();

    [[nodiscard]] std::optional<TaskView> find(const TaskId& task, std::span<const DeviceStatus> devices) const;
    [[nodiscard]] std::vector<TaskView> unfinished(
        std::span<const DeviceStatus> devices) const; // running, then by order
    [[nodiscard]] Reason idleReason(const DeviceStatus& device, std::span<const DeviceStatus> devices) const;
    [[nodiscard]] TaskCounts counts() const;
    [[nodiscard]] int trashedPictures() const { return m_trashedPictures; }
    [[nodiscard]] const Task* task(const TaskId& task) const; // an unfinished one
    [[nodiscard]] const std::vector<WaitingTask>& waiting() const { return m_queue.inOrder(); }
    [[nodiscard]] bool isPaused() const { return m_queue.isPaused(); }
    // Why nothing starts now: the database, or finished pictures that wait for the disk. Empty = neither.
    [[nodiscard]] const std::string& storageFault() const
    {
        return m_storageFault.empty() ? m_pictureFault : m_storageFault;
    }
    [[nodiscard]] bool isStoreFailing() const { return !m_storageFault.empty(); }
    void setPictureFault(const std::string& fault) { m_pictureFault = fault; }

private:
    struct Live {
        Task task;
        std::string newRequest; // of a task that is not stored yet
        std::optional<RetryKey> newRetryKey;
        bool isCancelling = false;
        std::string worker; // DeviceStatus::id while it runs
        std::stop_source stop;
        std::int64_t steadyDeadline = 0; // 0 = none
        TaskProgress progress;
    };
    struct Arrival {
        std::vector<TaskId> tasks;
        Reply<SubmitOutcome> reply;
    };
    struct Command {
        TaskId task;
        Reply<CommandOutcome> reply;
    };
    enum class Turn { Kept, New };

    Live* liveOf(const TaskId& task);
    Live& take(Task task, Turn turn);
    WaitingTask waitingTaskOf(const Live& live) const;
    void end(Live& live, TaskState state, TaskError error = {});
    void changed(const Live& live) { m_dirty.insert(live.task.id); }
    void start(Start start, std::vector<DeviceStatus>& devices);
    void applyPlaces(const TaskQueue::Places& places);
    void answer(const TaskId& task, Reply<CommandOutcome> reply);
    void requeue(Live& live);
    [[nodiscard]] StoreBatch batch() const;
    void tellStored(std::span<const DeviceStatus> devices);
    void forgetEnded();
    void undo(const Error& error, std::vector<DeviceStatus>& devices);
    [[nodiscard]] TaskView viewOf(const Live& live, const QueueSurroundings& now) const;
    [[nodiscard]] QueueSurroundings surroundings(std::span<const DeviceStatus> devices) const;

    TaskStore& m_store;
    Admission& m_admission;
    const Clock m_clock;
    const LedgerEvents m_events;
    TaskQueue m_queue;
    std::map<TaskId, Live> m_live; // unfinished ones, and finished ones until they are stored
    std::int64_t m_lastSequence = 0;
    std::map<TaskState, int> m_ended; // stored tasks in final states
    int m_trashedPictures = 0;        // of them, finished ones in the trash
    std::string m_storageFault;       // of the last commit
    std::string m_pictureFault;
    bool m_isStopping = false;

    void addNews(std::function<void()> news) { m_news.push_back(std::move(news)); }

    // since the last commit
    std::set<TaskId> m_dirty;
    std::vector<Arrival> m_arrivals;
    std::vector<Command> m_commands;
    std::vector<Start> m_starts;
    bool m_isQueueChanged = false;
    bool m_isPauseChanged = false;
    std::map<std::string, std::string> m_settings;

    // of the last commit
    std::vector<StartedTask> m_started;
    std::vector<std::function<void()>> m_news, m_laterNews;
};

} // namespace genserve::tasks
