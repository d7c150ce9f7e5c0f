// The gallery's records: questions to finished tasks, marks, trash, imports.
//
// Any thread may call; answers come on the tasks thread (Reply), news of changed marks through TaskObserver.
#pragma once

#include "tasks/history.h"
#include "tasks/task_commands.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace genserve::tasks {

class TaskService;

struct ImportReport {
    int imported = 0;
    int known = 0;                    // pictures that had been imported before
    std::vector<std::string> skipped; // "file: why"
};

// A view of a service, which must outlive it; cheap to make.
class TaskHistory {
public:
    explicit TaskHistory(TaskService& service) : m_service(service) {}

    // One page. At most 50 ms for 100 000 records.
    void page(const HistoryQuery& query, Reply<Expected<HistoryPage>> reply);
    void tags(Reply<Expected<std::vector<TagCount>>> reply);
    // All pictures, trash included. About 0.1 s of CPU for 100 000 records.
    void counts(WallMs recentFrom, Reply<Expected<std::vector<PictureCount>>> reply);

    // The request with its pictures, to be shown again or changed; NotFound, CorruptFile.
    void request(const TaskId& task, Reply<Expected<GenerationRequest>> reply);

    // The file of a small JPEG of the task's picture, made where it is missing; NotFound where there is no picture.
    void thumbnail(const TaskId& task, Reply<Expected<std::filesystem::path>> reply);

    // Marks. Unknown tasks are skipped; all others change together or not at all.
    void setStarred(std::vector<TaskId> tasks, bool isStarred, Reply<Expected<void>> reply);
    void addTag(std::vector<TaskId> tasks, const std::string& tag, Reply<Expected<void>> reply); // 1..64 characters
    void removeTag(std::vector<TaskId> tasks, const std::string& tag, Reply<Expected<void>> reply);

    // Into the trash and back: only tasks in a final state move. The picture lies in <data>/trash meanwhile.
    void trash(std::vector<TaskId> tasks, Reply<Expected<void>> reply);
    void restore(std::vector<TaskId> tasks, Reply<Expected<void>> reply);
    // For good: record, picture, inputs and thumbnail of tasks that are in the trash; of all where `tasks` is empty.
    void purge(std::vector<TaskId> tasks, Reply<Expected<void>> reply);

    // Copies pictures (PNG, JPEG; folders with all that is in them) into the history, with what they say of their
    // making (foreign_texts.h). A picture that was imported before is left out.
    void import(std::vector<std::filesystem::path> paths, Reply<Expected<ImportReport>> reply);

private:
    TaskService& m_service;
};

} // namespace genserve::tasks
