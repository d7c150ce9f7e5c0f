// Where tasks outlive the process. SQLite implements it (sqlite_task_store.h); another database can.
//
// A store belongs to the thread that opened it. Errors: Io (full, read-only or failing disk), CorruptFile (damage found
// while reading), Internal. After an error nothing of that call has been stored.
#pragma once

#include "base/error.h"
#include "tasks/history.h"
#include "tasks/task.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace genserve::tasks {

// Everything that one wake of the tasks thread has to store: one transaction, one sync.
struct StoreBatch {
    std::vector<NewTask> added;
    std::vector<Task> changed; // the life of tasks that are there: state, order, times, outcome
    std::vector<Task> marked;  // stars, tags and trash of tasks that are there
    std::map<std::string, std::string> settings;

    [[nodiscard]] bool isEmpty() const
    {
        return added.empty() && changed.empty() && marked.empty() && settings.empty();
    }
};

struct StoreTotals {
    std::int64_t lastSequence = 0;
    std::int64_t inputBytes = 0;
    std::map<TaskState, int> tasks; // trash included
    int trashedPictures = 0;        // finished tasks in the trash
};

// The task that was made with a retry key, and the content that came with it.
struct KeyedTask {
    TaskId task;
    std::string content;
};

class TaskStore {
public:
    virtual ~TaskStore() = default;

    // All or nothing, and on the disk when it returns.
    virtual Expected<void> write(const StoreBatch& batch) = 0;

    // Forgets the tasks; unknown ids are skipped. Their files are the caller's.
    virtual Expected<void> remove(std::span<const TaskId> tasks) = 0;

    virtual Expected<std::vector<Task>> unfinished() = 0; // queued and running, by sequence
    virtual Expected<std::optional<Task>> find(const TaskId& task) = 0;
    virtual Expected<std::string> request(const TaskId& task) = 0; // requestJson(); NotFound
    // Nothing where the key's task was made before `since`, has failed, was cancelled or lies in the trash.
    virtual Expected<std::optional<KeyedTask>> findKeyed(const std::string& retryKey, WallMs since) = 0;
    virtual Expected<HistoryPage> history(const HistoryQuery& query) = 0;
    virtual Expected<std::vector<TagCount>> tags() = 0; // by name, of tasks outside the trash
    virtual Expected<std::vector<PictureCount>> pictureCounts(WallMs recentFrom) = 0;
    virtual Expected<std::vector<TaskId>> tasksWithInputs() = 0;
    virtual Expected<StoreTotals> totals() = 0;
    virtual Expected<std::string> setting(const std::string& key) = 0; // empty = never set
};

} // namespace genserve::tasks
