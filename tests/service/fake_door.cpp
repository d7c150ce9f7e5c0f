#include "fake_door.h"

#include "tasks/picture_writer.h"

#include <QDateTime>
#include <QTimer>

#include <algorithm>
#include <functional>

using namespace genserve;
using namespace genserve::service;

std::atomic<int> FakeDoor::cancelled = 0;

void FakeDoor::submit(tasks::Submission submission, Reply<tasks::SubmitOutcome> reply)
{
    const GenerationRequest& request = submission.request;
    if (request.prompt == "full") {
        return reply(tl::unexpected(
            tasks::Refusal{tasks::RefusalCode::ClientQueueFull, "100 tasks of this client wait already", {}}));
    }
    tasks::TaskView view;
    view.task.id = tasks::newTaskId();
    view.task.sequence = static_cast<std::int64_t>(m_tasks.size()) + 1;
    view.task.client = submission.client;
    view.task.mode = request.mode;
    view.task.modelId = request.modelId.empty() ? "flux1-dev" : request.modelId;
    view.task.prompt = request.prompt;
    view.task.width = request.width.value_or(64);
    view.task.height = request.height.value_or(32);
    view.task.seed = request.seed;
    view.task.priority = submission.priority;
    view.task.asJpeg = submission.asJpeg;
    view.task.createdMs = QDateTime::currentMSecsSinceEpoch();
    view.position = 1;
    m_tasks[view.task.id] = view;
    if (submission.retryKey) {
        m_retried[submission.retryKey->key] = {view, submission.retryKey->content};
    }
    if (request.prompt != "wait") {
        QTimer::singleShot(20, this, [this, id = view.task.id] { run(id); });
    }
    reply(std::vector<tasks::TaskView>{view});
}

void FakeDoor::run(const tasks::TaskId& task)
{
    tasks::TaskView& view = m_tasks[task];
    if (tasks::isFinal(view.task.state)) {
        return;
    }
    view.task.state = tasks::TaskState::Running;
    view.task.startedMs = QDateTime::currentMSecsSinceEpoch();
    view.task.device = "cpu";
    if (m_listener) {
        m_listener->taskChanged(view);
        m_listener->taskProgressed({task, {Stage::Denoise, 1, 4}, 0.5, 1.5});
    }
    const bool fails = view.task.prompt == "fail" || view.task.prompt == "oom";
    QTimer::singleShot(
        20, this, [this, task, fails] { end(task, fails ? tasks::TaskState::Failed : tasks::TaskState::Finished); });
}

void FakeDoor::end(const tasks::TaskId& task, tasks::TaskState state)
{
    tasks::TaskView& view = m_tasks[task];
    if (tasks::isFinal(view.task.state)) {
        return;
    }
    view.task.state = state;
    view.task.finishedMs = QDateTime::currentMSecsSinceEpoch();
    if (state == tasks::TaskState::Finished) {
        view.task.picture = "images/x.png";
        view.task.result.width = view.task.width;
        view.task.result.height = view.task.height;
        view.task.result.steps = 4;
        view.task.result.cfg = 3.5;
    } else if (state == tasks::TaskState::Failed) {
        const bool isMemory = view.task.prompt == "oom";
        view.task.error = {isMemory ? "out_of_memory" : "internal",
                           isMemory ? "the GPU's memory is not enough" : "it broke",
                           isMemory ? "768x768 would fit" : "",
                           {}};
    }
    if (m_listener) {
        m_listener->taskChanged(view);
    }
}

void FakeDoor::cancel(const tasks::TaskId& task, Reply<tasks::CommandOutcome> reply)
{
    const auto found = m_tasks.find(task);
    if (found == m_tasks.end()) {
        return reply(tl::unexpected(tasks::CommandRefusal{tasks::CommandFault::UnknownTask, "unknown"}));
    }
    if (tasks::isFinal(found->second.task.state)) {
        return reply(tl::unexpected(tasks::CommandRefusal{tasks::CommandFault::WrongState, "the task has ended"}));
    }
    ++cancelled;
    end(task, tasks::TaskState::Cancelled);
    reply(found->second);
}

void FakeDoor::setPriority(const tasks::TaskId& task, int priority, Reply<tasks::CommandOutcome> reply)
{
    m_tasks[task].task.priority = priority;
    reply(m_tasks[task]);
}

void FakeDoor::find(const tasks::TaskId& task, Reply<std::optional<tasks::TaskView>> reply)
{
    const auto found = m_tasks.find(task);
    reply(found == m_tasks.end() ? std::nullopt : std::optional(found->second));
}

void FakeDoor::findRetried(const std::string& retryKey, Reply<Expected<std::optional<tasks::RetriedTask>>> reply)
{
    const auto found = m_retried.find(retryKey);
    if (found == m_retried.end()) {
        return reply(std::nullopt);
    }
    const tasks::TaskView& view = m_tasks[found->second.view.task.id];
    const bool isLost = view.task.state == tasks::TaskState::Failed || view.task.state == tasks::TaskState::Cancelled;
    reply(isLost ? std::nullopt : std::optional(tasks::RetriedTask{view, found->second.content}));
}

TaskDoor::RequestCheck FakeDoor::requestCheck() const
{
    return [](const GenerationRequest& request) {
        return request.prompt == "odd"
                   ? Expected<std::int64_t>(tl::unexpected(requestError({{"mode", "can't be done"}})))
                   : Expected<std::int64_t>(64 * 64);
    };
}

void FakeDoor::list(const tasks::HistoryQuery& query, Reply<Expected<std::vector<tasks::TaskView>>> reply)
{
    std::vector<tasks::TaskView> views;
    for (const auto& [id, view] : m_tasks) {
        const bool isOld = !query.behind.isSet() || view.task.sequence < query.behind.sequence;
        if (isOld && (query.client.empty() || query.client == view.task.client)) {
            views.push_back(view);
        }
    }
    std::ranges::sort(views, std::greater(), [](const tasks::TaskView& view) { return view.task.sequence; });
    views.resize(std::min(views.size(), static_cast<std::size_t>(query.limit)));
    reply(views);
}

void FakeDoor::picture(const tasks::Task& task, bool asJpeg, Reply<Expected<PictureBytes>> reply)
{
    const Image image = Image::filled(task.result.width, task.result.height, 3, 200);
    const auto bytes = asJpeg ? tasks::encodeJpeg(image, {}) : tasks::encodePng(image, {});
    reply(std::make_shared<const std::string>(bytes->begin(), bytes->end()));
}

tasks::ServiceStatus FakeDoor::status() const
{
    tasks::ServiceStatus status;
    status.devices.resize(1);
    status.devices[0].id = status.devices[0].gpuId = "cpu";
    status.devices[0].state = tasks::DeviceState::Idle;
    status.devices[0].figures.memoryTotal = 24'000'000'000;
    status.devices[0].figures.powerW = 65.5;
    return status;
}

std::vector<ModelEntry> FakeDoor::models() const
{
    ModelEntry entry;
    entry.info.id = "flux1-dev";
    entry.info.name = "FLUX.1-dev";
    entry.info.features = {"text-to-image"};
    entry.totalWorkers = entry.availableWorkers = 1;
    return {entry};
}
