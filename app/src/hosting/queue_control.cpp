#include "queue_control.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "queue_addition.h"

namespace genserve::app {
namespace {

using Json = QueueControl::Json;

Json fault(std::string sentence) { return {{"error", std::move(sentence)}}; }

std::string textOf(const Json& object, const char* key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

Json progressJson(const tasks::TaskProgress& progress)
{
    Json json{{"stage", toString(progress.progress.stage)},
              {"step", progress.progress.step},
              {"steps", progress.progress.steps}};
    if (progress.secondsLeft) {
        json["seconds_left"] = *progress.secondsLeft;
    }
    return json;
}

Json taskJson(const tasks::TaskView& view)
{
    const auto& task = view.task;
    Json json{{"task_id", task.id},          {"state", tasks::toString(task.state)},
              {"client", task.client},       {"priority", task.priority},
              {"mode", toString(task.mode)}, {"model_id", task.modelId},
              {"prompt", task.prompt},       {"seed", task.seed},
              {"created_ms", task.createdMs}};
    if (task.state == tasks::TaskState::Running) {
        json["device"] = task.device;
        json["cancelling"] = view.isCancelling;
        json["progress"] = progressJson(view.progress);
    } else if (task.state == tasks::TaskState::Queued) {
        json["position"] = view.position;
        json["waiting_reason"] = describe(view.waitingReason);
        if (view.secondsToStart) {
            json["seconds_to_start"] = *view.secondsToStart;
        }
    }
    if (view.secondsToFinish) {
        json["seconds_to_finish"] = *view.secondsToFinish;
    }
    return json;
}

Json deviceJson(const tasks::DeviceStatus& device)
{
    return {{"id", device.id},
            {"gpu_id", device.gpuId},
            {"name", device.name},
            {"state", tasks::toString(device.state)},
            {"task_id", device.task},
            {"models", device.heldModels},
            {"finished_tasks", device.finishedTasks},
            {"idle_reason", describe(device.idleReason)},
            {"fault", device.fault}};
}

tasks::Reply<tasks::CommandOutcome> taskReply(QueueControl::Answer answer)
{
    return [answer = std::move(answer)](const tasks::CommandOutcome& outcome) {
        answer(outcome ? Json{{"task", taskJson(*outcome)}} : fault(outcome.error().message));
    };
}

std::optional<tasks::DeviceMode> deviceMode(const std::string& word)
{
    constexpr std::array<std::pair<std::string_view, tasks::DeviceMode>, 3> Modes{
        {{"enable", tasks::DeviceMode::Enabled},
         {"drain", tasks::DeviceMode::Draining},
         {"disable", tasks::DeviceMode::Disabled}}};
    const auto* const it = std::ranges::find(Modes, word, &std::pair<std::string_view, tasks::DeviceMode>::first);
    return it == Modes.end() ? std::nullopt : std::optional(it->second);
}

tasks::MoveTarget moveTarget(const std::string& to)
{
    using Place = tasks::MoveTarget::Place;
    if (to == "first" || to == "last") {
        return {to == "first" ? Place::Front : Place::End, {}};
    }
    return {Place::Before, to};
}

// The whole id of an unfinished task that begins so; what can't be told apart stays as it is.
tasks::TaskId wholeId(const tasks::TaskId& beginning, const std::vector<tasks::TaskView>& unfinished)
{
    const auto begins = [&](const tasks::TaskView& view) { return view.task.id.starts_with(beginning); };
    const auto it = std::ranges::find_if(unfinished, begins);
    const bool isOne =
        it != unfinished.end() && std::find_if(std::next(it), unfinished.end(), begins) == unfinished.end();
    return isOne && !beginning.empty() ? it->task.id : beginning;
}

void onTask(tasks::TaskService& service, const std::string& word, const Json& command, const tasks::TaskId& task,
            QueueControl::Answer answer)
{
    if (word == "cancel") {
        service.cancel(task, taskReply(std::move(answer)));
    } else if (word == "retry") {
        service.retry(task, taskReply(std::move(answer)));
    } else if (word == "move") {
        service.move(task, moveTarget(textOf(command, "to")), taskReply(std::move(answer)));
    } else if (word == "priority" && command.contains("priority") && command["priority"].is_number_integer()) {
        service.setPriority(task, command["priority"].get<int>(), taskReply(std::move(answer)));
    } else if (word == "duplicate") {
        service.duplicate(task, [answer = std::move(answer)](const tasks::SubmitOutcome& outcome) {
            answer(outcome ? Json{{"task", taskJson(outcome->front())}} : fault(outcome.error().message));
        });
    } else {
        answer(fault("'" + word + "' is not a command of the queue"));
    }
}

void list(tasks::TaskService& service, QueueControl::Answer answer)
{
    service.unfinished([&service, answer = std::move(answer)](const std::vector<tasks::TaskView>& views) {
        const auto status = service.status();
        Json json{{"paused", status.isPaused}, {"devices", Json::array()}, {"tasks", Json::array()}};
        for (const auto& device : status.devices) {
            json["devices"].push_back(deviceJson(device));
        }
        for (const auto& view : views) {
            json["tasks"].push_back(taskJson(view));
        }
        answer(std::move(json));
    });
}

} // namespace

void QueueControl::handle(const Json& command, Answer answer)
{
    const auto word = command.is_object() ? textOf(command, "command") : std::string();
    if (word == "list") {
        return list(m_service, std::move(answer));
    }
    if (word == "add") {
        return add(command, std::move(answer));
    }
    if (word == "pause" || word == "resume") {
        m_service.setPaused(word == "pause");
        return answer({{"paused", word == "pause"}});
    }
    if (const auto mode = deviceMode(word)) {
        return m_service.setDeviceMode(textOf(command, "device"), *mode, [answer](const Expected<void>& done) {
            answer(done ? Json::object() : fault(describe(done.error())));
        });
    }
    m_service.unfinished(
        [&service = m_service, word, command, answer = std::move(answer)](const std::vector<tasks::TaskView>& views) {
            auto whole = command;
            if (whole.is_object() && whole.contains("to")) {
                whole["to"] = wholeId(textOf(whole, "to"), views);
            }
            onTask(service, word, whole, wholeId(whole.is_object() ? textOf(whole, "task") : "", views), answer);
        });
}

void QueueControl::add(const Json& command, Answer answer)
{
    std::vector<std::string> words;
    for (const auto& one : command.value("words", Json::array())) {
        words.push_back(one.is_string() ? one.get<std::string>() : std::string());
    }
    auto addition = parseAddition(words, textOf(command, "folder"));
    if (!addition.faults.empty()) {
        return answer(fault(addition.faults.front().option + ": " + addition.faults.front().problem));
    }
    m_readers.start([this, addition = std::move(addition), answer = std::move(answer)]() mutable {
        auto submission = submissionOf(std::move(addition));
        if (!submission) {
            return answer(fault(describe(submission.error())));
        }
        m_service.submit(std::move(*submission), [answer](const tasks::SubmitOutcome& outcome) {
            if (!outcome) {
                return answer(fault(outcome.error().message));
            }
            Json added{{"tasks", Json::array()}};
            for (const auto& view : *outcome) {
                added["tasks"].push_back(taskJson(view));
            }
            answer(std::move(added));
        });
    });
}

} // namespace genserve::app
