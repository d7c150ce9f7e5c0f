#include "tasks/task_history.h"

#include "picture_import.h"
#include "service/service_core.h"
#include "tasks/picture_reader.h"
#include "tasks/task_service.h"
#include "thumbnail.h"

#include <algorithm>
#include <functional>
#include <system_error>
#include <utility>

namespace genserve::tasks {
namespace {

constexpr std::size_t MaxTagBytes = 256; // 64 characters

// Changes the marks of those that `change` wants changed; it runs once for each task that is known.
void mark(ServiceCore& core, const std::vector<TaskId>& ids, const std::function<bool(Task&)>& change,
          const Reply<Expected<void>>& reply)
{
    StoreBatch batch;
    for (const TaskId& id : ids) {
        auto view = core.find(id);
        if (view && change(view->task)) {
            batch.marked.push_back(std::move(view->task));
        }
    }
    const auto written = core.store().write(batch);
    if (written) {
        for (const Task& task : batch.marked) {
            core.ledger().noteMarks(task);
            core.events().tell(TaskChanged{core.find(task.id).value_or(TaskView{})});
        }
    }
    reply(written);
}

// Only the name; a power cut may undo it, so pictures are looked for in both places.
void movePicture(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code ignored;
    std::filesystem::create_directories(to.parent_path(), ignored);
    std::filesystem::rename(from, to, ignored);
}

bool putInTrash(ServiceCore& core, Task& task)
{
    if (!isFinal(task.state) || task.isTrashed()) {
        return false;
    }
    task.trashedMs = core.clock().wallMs();
    return true;
}

void removeFiles(const DataFolder& folder, const Task& task)
{
    std::error_code ignored;
    if (!task.picture.empty()) {
        std::filesystem::remove(folder.trashedPictureOf(task), ignored);
        std::filesystem::remove(folder.root / task.picture, ignored);
    }
    std::filesystem::remove(folder.preview(task.id), ignored);
    std::filesystem::remove_all(folder.inputs(task.id), ignored);
}

Expected<std::vector<Task>> trashedTasks(ServiceCore& core, const std::vector<TaskId>& ids)
{
    std::vector<Task> tasks;
    HistoryQuery query;
    query.trash = TrashFilter::Only;
    query.limit = 500;
    do {
        auto page = core.store().history(query);
        if (!page) {
            return tl::unexpected(page.error());
        }
        std::ranges::copy_if(page->tasks, std::back_inserter(tasks), [&ids](const Task& task) {
            return ids.empty() || std::ranges::find(ids, task.id) != ids.end();
        });
        query.behind = page->next;
    } while (query.behind.isSet());
    return tasks;
}

// Files go first: a record without its picture can be purged again, a picture without its record would stay for ever.
Expected<void> purgeNow(ServiceCore& core, const std::vector<TaskId>& ids)
{
    const auto tasks = trashedTasks(core, ids);
    if (!tasks) {
        return tl::unexpected(tasks.error());
    }
    std::vector<TaskId> purged;
    for (const Task& task : *tasks) {
        removeFiles(core.folder(), task);
        purged.push_back(task.id);
    }
    if (auto removed = core.store().remove(purged); !removed) {
        return removed;
    }
    for (const Task& task : *tasks) {
        core.admission().giveBackBytes(task.inputBytes);
        core.ledger().notePurged(task);
        core.events().tell(TaskRemoved{task.id});
    }
    return {};
}

Expected<std::filesystem::path> makeThumbnail(const DataFolder& folder, const Task& task)
{
    return readPicture(folder.existingPictureOf(task))
        .and_then([&](const ReadPicture& picture) { return writeThumbnail(folder.preview(task.id), picture.image); })
        .map([&] { return folder.preview(task.id); });
}

Expected<ImportReport> addImported(ServiceCore& core, const std::vector<NewTask>& records, ImportReport report)
{
    return core.ledger().addFinished(records).map([&](const std::vector<Task>& stored) {
        for (const Task& task : stored) {
            TaskView view;
            view.task = task;
            core.events().tell(TaskAdded{std::move(view)});
        }
        report.imported = static_cast<int>(stored.size());
        report.known = static_cast<int>(records.size() - stored.size());
        return std::move(report);
    });
}

// Marks the tasks and, once that is stored, moves the pictures of those that changed.
void markAndMove(ServiceCore& core, const std::vector<TaskId>& tasks, const std::function<bool(Task&)>& change,
                 const std::function<void(const Task&)>& move, const Reply<Expected<void>>& reply)
{
    std::vector<Task> moved;
    const auto note = [&](Task& task) {
        const bool isChanged = change(task);
        if (isChanged && !task.picture.empty()) {
            moved.push_back(task);
        }
        return isChanged;
    };
    mark(core, tasks, note, [&](const Expected<void>& written) {
        for (const Task& task : moved) {
            if (written) {
                core.ledger().noteTrash(task);
                move(task);
            }
        }
        reply(written);
    });
}

} // namespace

void TaskHistory::page(const HistoryQuery& query, Reply<Expected<HistoryPage>> reply)
{
    m_service.core().afterCommit(
        [query, reply = std::move(reply)](ServiceCore& core) { reply(core.store().history(query)); });
}

void TaskHistory::counts(WallMs recentFrom, Reply<Expected<std::vector<PictureCount>>> reply)
{
    m_service.core().afterCommit(
        [recentFrom, reply = std::move(reply)](ServiceCore& core) { reply(core.store().pictureCounts(recentFrom)); });
}

void TaskHistory::tags(Reply<Expected<std::vector<TagCount>>> reply)
{
    m_service.core().afterCommit([reply = std::move(reply)](ServiceCore& core) { reply(core.store().tags()); });
}

void TaskHistory::request(const TaskId& task, Reply<Expected<GenerationRequest>> reply)
{
    m_service.core().afterCommit([task, reply = std::move(reply)](ServiceCore& core) {
        auto line = core.store().request(task);
        if (!line) {
            return reply(tl::unexpected(line.error()));
        }
        core.postToPool([&core, task, line = std::move(*line), reply] {
            core.post([reply, request = loadRequest(line, core.folder().inputs(task))] { reply(request); });
        });
    });
}

void TaskHistory::thumbnail(const TaskId& task, Reply<Expected<std::filesystem::path>> reply)
{
    m_service.core().afterCommit([task, reply = std::move(reply)](ServiceCore& core) {
        const auto view = core.find(task);
        if (!view || view->task.picture.empty()) {
            return reply(failure(ErrorCode::NotFound, "the task has no picture", task));
        }
        std::error_code fault;
        if (std::filesystem::exists(core.folder().preview(task), fault)) {
            return reply(core.folder().preview(task));
        }
        core.postToPool([&core, found = view->task, reply] {
            core.post([reply, made = makeThumbnail(core.folder(), found)] { reply(made); });
        });
    });
}

void TaskHistory::setStarred(std::vector<TaskId> tasks, bool isStarred, Reply<Expected<void>> reply)
{
    m_service.core().afterCommit([tasks = std::move(tasks), isStarred, reply = std::move(reply)](ServiceCore& core) {
        mark(
            core, tasks, [isStarred](Task& task) { return std::exchange(task.isStarred, isStarred) != isStarred; },
            reply);
    });
}

void TaskHistory::addTag(std::vector<TaskId> tasks, const std::string& tag, Reply<Expected<void>> reply)
{
    m_service.core().afterCommit([tasks = std::move(tasks), tag, reply = std::move(reply)](ServiceCore& core) {
        if (tag.empty() || tag.size() > MaxTagBytes) {
            return reply(failure(ErrorCode::InvalidArgument, "a tag has 1 to 64 characters", "tag"));
        }
        const auto add = [&tag](Task& task) {
            const auto at = std::ranges::lower_bound(task.tags, tag);
            const bool isNew = at == task.tags.end() || *at != tag;
            if (isNew) {
                task.tags.insert(at, tag);
            }
            return isNew;
        };
        mark(core, tasks, add, reply);
    });
}

void TaskHistory::removeTag(std::vector<TaskId> tasks, const std::string& tag, Reply<Expected<void>> reply)
{
    m_service.core().afterCommit([tasks = std::move(tasks), tag, reply = std::move(reply)](ServiceCore& core) {
        mark(
            core, tasks, [&tag](Task& task) { return std::erase(task.tags, tag) > 0; }, reply);
    });
}

void TaskHistory::trash(std::vector<TaskId> tasks, Reply<Expected<void>> reply)
{
    m_service.core().afterCommit([tasks = std::move(tasks), reply = std::move(reply)](ServiceCore& core) {
        const auto move = [&](const Task& task) {
            movePicture(core.folder().root / task.picture, core.folder().trashedPictureOf(task));
        };
        markAndMove(
            core, tasks, [&](Task& task) { return putInTrash(core, task); }, move, reply);
    });
}

void TaskHistory::restore(std::vector<TaskId> tasks, Reply<Expected<void>> reply)
{
    m_service.core().afterCommit([tasks = std::move(tasks), reply = std::move(reply)](ServiceCore& core) {
        const auto move = [&](const Task& task) {
            movePicture(core.folder().trashedPictureOf(task), core.folder().root / task.picture);
        };
        markAndMove(
            core, tasks, [](Task& task) { return std::exchange(task.trashedMs, 0) != 0; }, move, reply);
    });
}

void TaskHistory::purge(std::vector<TaskId> tasks, Reply<Expected<void>> reply)
{
    m_service.core().afterCommit(
        [tasks = std::move(tasks), reply = std::move(reply)](ServiceCore& core) { reply(purgeNow(core, tasks)); });
}

void TaskHistory::import(std::vector<std::filesystem::path> paths, Reply<Expected<ImportReport>> reply)
{
    ServiceCore& core = m_service.core();
    core.postToPool([&core, paths = std::move(paths), reply = std::move(reply)] {
        ImportReport report;
        std::vector<NewTask> records;
        for (const auto& path : picturesIn(paths)) {
            auto record = importPicture(path, core.folder(), core.clock());
            record ? records.push_back(std::move(*record)) : report.skipped.push_back(describe(record.error()));
        }
        core.afterCommit([report = std::move(report), records = std::move(records), reply](ServiceCore& after) {
            reply(addImported(after, records, report));
        });
    });
}

} // namespace genserve::tasks
