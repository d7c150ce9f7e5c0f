#include "picture_records.h"

#include "base/log.h"
#include "tasks/picture_reader.h"
#include "tasks/picture_texts.h"
#include "tasks/request_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace genserve::tasks {
namespace {

constexpr std::size_t BatchSize = 1000;

WallMs modifiedMs(const std::filesystem::path& file)
{
    std::error_code fault;
    const auto time = std::filesystem::last_write_time(file, fault);
    if (fault) {
        return 0;
    }
    const auto sinceEpoch = std::chrono::file_clock::to_sys(time).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(sinceEpoch).count();
}

// Whatever of the picture's own text can be read; a foreign picture has none.
void takeText(NewTask& record, const std::string& text)
{
    const auto stored = parseRequest(text);
    if (!stored) {
        return;
    }
    const GenerationRequest& request = stored->request;
    Task& task = record.task;
    task.mode = request.mode;
    task.modelId = request.modelId;
    task.prompt = request.prompt;
    task.seed = request.seed;
    task.steps = request.steps.value_or(0);
    task.result.cfg = request.cfg.value_or(0);
    // Names of the request's own pictures are lost; the line is still what can be asked again.
    record.request = requestJson(request, {}).value_or("{}");
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto word = [&json](const char* key) {
        return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
    };
    task.result.modelHash = word("model_hash");
    task.result.precision = word("precision");
    task.device = word("device");
}

std::vector<std::string> picturesUnder(const DataFolder& folder)
{
    std::vector<std::string> names;
    for (const auto& top : {folder.images(), folder.trash()}) {
        std::error_code fault;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(top, fault)) {
            if (entry.is_regular_file(fault) && isTaskId(entry.path().stem().string())) {
                names.push_back(std::filesystem::relative(entry.path(), folder.root).string());
            }
        }
    }
    return names;
}

// The rows to add and change, in the order in which the pictures were made.
Expected<StoreBatch> missingRecords(TaskStore& store, const DataFolder& folder)
{
    StoreBatch batch;
    for (const std::string& name : picturesUnder(folder)) {
        auto known = store.find(std::filesystem::path(name).stem().string());
        if (!known) {
            return tl::unexpected(known.error());
        }
        if (*known && isFinal((*known)->state)) {
            continue;
        }
        auto record = recordOfPicture(folder, name);
        if (!record) {
            log(LogLevel::Warning, "tasks", "left alone: " + describe(record.error()));
        } else if (*known) {
            batch.changed.push_back(adopted(**known, record->task));
        } else {
            batch.added.push_back(std::move(*record));
        }
    }
    std::ranges::sort(batch.added, {}, [](const NewTask& added) { return added.task.finishedMs; });
    return batch;
}

} // namespace

Expected<NewTask> recordOfPicture(const DataFolder& folder, const std::string& name)
{
    const auto path = folder.root / name;
    const auto picture = readPicture(path);
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    NewTask record;
    record.request = "{}";
    Task& task = record.task;
    if (const auto texts = readPictureTexts(path)) {
        takeText(record, texts->genserve);
    }
    task.id = path.stem().string();
    task.state = TaskState::Finished;
    task.client = LocalClient;
    task.width = task.result.width = picture->image.width;
    task.height = task.result.height = picture->image.height;
    task.result.steps = task.steps;
    task.createdMs = task.startedMs = task.finishedMs = modifiedMs(path);
    task.attempts = 1;
    const bool isTrashed = path.parent_path() == folder.trash();
    task.trashedMs = isTrashed ? task.finishedMs : 0;
    task.picture = isTrashed ? DataFolder::pictureName(task.id, task.createdMs, path.extension().string()) : name;
    return record;
}

Task adopted(Task task, const Task& ofPicture)
{
    task.state = TaskState::Finished;
    task.finishedMs = ofPicture.finishedMs;
    task.error = {};
    task.picture = ofPicture.picture;
    task.result = ofPicture.result;
    task.modelId = ofPicture.modelId.empty() ? task.modelId : ofPicture.modelId;
    task.width = ofPicture.width;
    task.height = ofPicture.height;
    task.steps = ofPicture.steps;
    return task;
}

Expected<int> addMissingPictures(TaskStore& store, const DataFolder& folder)
{
    auto batch = missingRecords(store, folder);
    const auto totals = store.totals();
    if (!batch || !totals) {
        return tl::unexpected(batch ? totals.error() : batch.error());
    }
    std::int64_t sequence = totals->lastSequence;
    for (NewTask& record : batch->added) {
        record.task.sequence = ++sequence;
    }
    for (std::size_t start = 0; start < batch->added.size(); start += BatchSize) {
        const auto end = std::min(start + BatchSize, batch->added.size());
        StoreBatch part;
        part.added.assign(batch->added.begin() + static_cast<std::ptrdiff_t>(start),
                          batch->added.begin() + static_cast<std::ptrdiff_t>(end));
        if (auto written = store.write(part); !written) {
            return tl::unexpected(written.error());
        }
    }
    const auto count = batch->added.size() + batch->changed.size();
    batch->added.clear();
    return store.write(*batch).map([count] { return static_cast<int>(count); });
}

} // namespace genserve::tasks
