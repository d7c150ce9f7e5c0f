#include "arrivals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <system_error>

namespace genserve::tasks {
namespace {

constexpr int MaxPriority = 1000;
constexpr double MaxDeadlineSeconds = 1e9;

Refusal refusal(RefusalCode code, std::string message) { return {code, std::move(message), {}}; }

std::vector<PictureFile> namesOf(const std::vector<InputFile>& files)
{
    std::vector<PictureFile> names;
    for (const InputFile& file : files) {
        names.push_back(file.name);
    }
    return names;
}

Task taskOf(const Submission& submission, const Clock& clock)
{
    const GenerationRequest& request = submission.request;
    Task task;
    task.id = newTaskId();
    task.client = submission.client;
    task.mode = request.mode;
    task.modelId = request.modelId;
    task.prompt = request.prompt;
    task.width = request.width.value_or(0);
    task.height = request.height.value_or(0);
    task.steps = request.steps.value_or(0);
    task.seed = request.seed;
    task.priority = submission.priority;
    task.asJpeg = submission.asJpeg;
    task.createdMs = clock.wallMs();
    if (submission.deadlineSeconds) {
        task.deadlineMs = task.createdMs + std::llround(*submission.deadlineSeconds * 1000);
    }
    return task;
}

// The first task's files are written, those of the others are links to them.
std::vector<InputFolder> foldersOf(const std::vector<NewTask>& tasks, std::vector<InputFile> files,
                                   const DataFolder& folder)
{
    std::vector<InputFolder> folders;
    if (files.empty()) {
        return folders;
    }
    const auto first = folder.inputs(tasks.front().task.id);
    folders.push_back({first, std::move(files), {}});
    for (std::size_t index = 1; index < tasks.size(); ++index) {
        folders.push_back({folder.inputs(tasks[index].task.id), {}, first});
    }
    return folders;
}

} // namespace

Refusal refusalOf(const Error& error)
{
    const bool isRequest = error.code == ErrorCode::InvalidArgument;
    return {isRequest ? RefusalCode::InvalidRequest : RefusalCode::StorageFailed, describe(error), error.faults};
}

tl::expected<void, Refusal> checkSubmission(const Submission& submission)
{
    Refusal faults = refusal(RefusalCode::InvalidRequest, "the task's own values are out of range");
    const auto check = [&faults](bool isRight, const char* field, const char* problem) {
        if (!isRight) {
            faults.details.push_back({field, problem});
        }
    };
    const auto lastSeed = std::numeric_limits<std::int64_t>::max() - (std::max(submission.count, 1) - 1);
    const double deadline = submission.deadlineSeconds.value_or(1);
    check(submission.count >= 1, "count", "must be at least 1");
    check(submission.request.seed >= 0 && submission.request.seed <= lastSeed, "seed",
          "must be drawn, 0 to 2^63-1 for every picture");
    check(std::abs(submission.priority) <= MaxPriority, "priority", "must be -1000 to 1000");
    check(deadline > 0 && deadline <= MaxDeadlineSeconds, "deadline_s", "must be more than 0 and at most 10^9");
    check(!submission.client.empty(), "client", "must not be empty");
    if (!faults.details.empty()) {
        return tl::unexpected(std::move(faults));
    }
    return {};
}

tl::expected<PreparedTasks, Refusal> prepareTasks(const Submission& submission, double work, const DataFolder& folder,
                                                  Admission& admission, const Clock& clock)
{
    auto files = inputFilesOf(submission.request, submission.originals);
    if (!files) {
        return tl::unexpected(refusalOf(files.error()));
    }
    std::vector<NewTask> tasks;
    GenerationRequest request = submission.request;
    for (int index = 0; index < submission.count; ++index) {
        request.seed = submission.request.seed + index;
        auto line = requestJson(request, namesOf(*files));
        if (!line) {
            return tl::unexpected(refusalOf(line.error()));
        }
        NewTask& added = tasks.emplace_back(NewTask{taskOf(submission, clock), std::move(*line)});
        added.task.seed = request.seed;
        added.task.work = work;
        added.task.inputBytes = bytesOf(*files);
    }
    tasks.front().retryKey = submission.retryKey;
    if (auto taken = admission.takeBytes(bytesOf(*files) * submission.count); !taken) {
        return tl::unexpected(taken.error());
    }
    auto inputs = foldersOf(tasks, std::move(*files), folder);
    return PreparedTasks{std::move(tasks), std::move(inputs)};
}

tl::expected<NewTask, Refusal> makeDuplicate(const Task& original, const std::string& request, const DataFolder& folder,
                                             Admission& admission, const Clock& clock)
{
    const auto stored = parseRequest(request);
    if (!stored) {
        return tl::unexpected(refusalOf(stored.error()));
    }
    Submission submission;
    submission.request = stored->request;
    submission.client = original.client;
    submission.priority = original.priority;
    submission.asJpeg = original.asJpeg;
    NewTask copy{taskOf(submission, clock), request};
    copy.task.inputBytes = original.inputBytes;
    copy.task.work = original.work;
    if (auto taken = admission.takeBytes(copy.task.inputBytes); !taken) {
        return tl::unexpected(taken.error());
    }
    if (!stored->files.empty()) {
        if (auto linked = linkInputFiles(folder.inputs(copy.task.id), folder.inputs(original.id)); !linked) {
            dropInputs({copy}, folder, admission);
            return tl::unexpected(refusalOf(linked.error()));
        }
    }
    return copy;
}

void dropInputs(const std::vector<NewTask>& tasks, const DataFolder& folder, Admission& admission)
{
    for (const NewTask& dropped : tasks) {
        std::error_code ignored;
        std::filesystem::remove_all(folder.inputs(dropped.task.id), ignored);
        admission.giveBackBytes(dropped.task.inputBytes);
    }
}

} // namespace genserve::tasks
