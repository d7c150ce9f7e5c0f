#include "recovery.h"

#include "base/log.h"
#include "store/picture_records.h"

#include <system_error>

namespace genserve::tasks {
namespace {

constexpr int CrashesToPark = 3;

// Rows name their picture from the start of an attempt on.
bool adoptPicture(Task& task, const DataFolder& folder)
{
    std::error_code fault;
    if (task.picture.empty() || !std::filesystem::exists(folder.root / task.picture, fault)) {
        return false;
    }
    const auto record = recordOfPicture(folder, task.picture);
    if (record) {
        task = adopted(std::move(task), record->task);
    }
    return record.has_value();
}

void countCrash(Task& task, const Clock& clock)
{
    if (++task.crashes < CrashesToPark) {
        task.state = TaskState::Queued;
        return;
    }
    task.state = TaskState::Failed;
    task.finishedMs = clock.wallMs();
    task.picture.clear();
    task.error = {
        "interrupted", "the program ended " + std::to_string(task.crashes) + " times while this task ran", {}, {}};
}

struct Counts {
    int again = 0, adopted = 0, parked = 0;
};

std::vector<std::string> noticesOf(const Counts& counts)
{
    std::vector<std::string> notices;
    const auto tell = [&notices](int count, const std::string& ofOne, const std::string& ofMany) {
        if (count == 1) {
            notices.push_back(ofOne);
        } else if (count > 1) {
            notices.push_back("the program ended while tasks ran; " + std::to_string(count) + ofMany);
        }
    };
    tell(counts.again, "the program ended while a task ran; it begins anew", " of them begin anew");
    tell(counts.adopted, "the program ended while a task ran; its picture was there already",
         " of them had their picture already");
    tell(counts.parked, "the program ended while a task ran; it failed, since that was the third time",
         " of them failed, since that was the third time");
    return notices;
}

} // namespace

Expected<Recovery> recoverTasks(TaskStore& store, const DataFolder& folder, const Clock& clock)
{
    auto tasks = store.unfinished();
    if (!tasks) {
        return tl::unexpected(tasks.error());
    }
    StoreBatch batch;
    std::vector<Task> waiting;
    Counts counts;
    for (Task& task : *tasks) {
        const bool wasRunning = task.state == TaskState::Running;
        const bool isAdopted = adoptPicture(task, folder);
        if (wasRunning && !isAdopted) {
            countCrash(task, clock);
        }
        if (wasRunning || isAdopted) {
            log(LogLevel::Warning, "tasks",
                "task " + task.id + " was interrupted: " + std::string(toString(task.state)));
            batch.changed.push_back(task);
            ++(isAdopted ? counts.adopted : task.state == TaskState::Queued ? counts.again : counts.parked);
        }
        if (task.state == TaskState::Queued) {
            waiting.push_back(std::move(task));
        }
    }
    return store.write(batch).map([&] { return Recovery{std::move(waiting), noticesOf(counts)}; });
}

} // namespace genserve::tasks
