#include "routes/generate_controller.h"

#include "content/base64.h"
#include "contract/task_json.h"
#include "routes/replies.h"

#include <QTimer>

namespace genserve::service {
namespace {

ReplyBody bodyOf(const tasks::Task& task, const std::vector<std::string>& warnings)
{
    ReplyBody body;
    body.success = task.state == tasks::TaskState::Finished;
    body.taskId = task.id;
    body.gpuId = task.device;
    body.modelId = task.modelId.empty() ? body.modelId : task.modelId;
    body.mode = toString(task.mode);
    body.warnings = warnings;
    body.warnings.insert(body.warnings.end(), task.result.warnings.begin(), task.result.warnings.end());
    const auto seconds = [](tasks::WallMs from, tasks::WallMs to) {
        return from > 0 && to > from ? static_cast<double>(to - from) / 1000 : 0;
    };
    body.elapsedSeconds = seconds(task.startedMs, task.finishedMs);
    if (body.success) {
        body.settled =
            ReplyBody::Settled{task.seed,         task.result.width, task.result.height,
                               task.result.steps, task.result.cfg,   seconds(task.createdMs, task.startedMs)};
    }
    return body;
}

Reply failureOf(const tasks::Task& task, const std::vector<std::string>& warnings)
{
    ReplyBody body = bodyOf(task, warnings);
    const bool isCancelled = task.state == tasks::TaskState::Cancelled;
    body.code = !task.error.code.empty() ? task.error.code : isCancelled ? "cancelled" : "internal";
    body.error = !task.error.message.empty() ? task.error.message : "the task was cancelled";
    body.error += task.error.advice.empty() ? "" : "; " + task.error.advice;
    body.details = task.error.faults;
    if (isCancelled) {
        return bodyReply(task.error.code == "deadline" ? 408 : 409, body);
    }
    const bool isRequest = task.error.code == toString(ErrorCode::InvalidArgument) || !task.error.faults.empty();
    return bodyReply(isRequest ? 400 : 500, body);
}

} // namespace

GenerateController::GenerateController(const ServerOptions& options, TaskDoor& door)
    : m_timeout(options.taskTimeout), m_door(door), m_intake(options, door)
{
}

void GenerateController::generate(std::shared_ptr<Exchange> exchange)
{
    m_intake.take(std::move(exchange), [this](std::shared_ptr<Exchange> taken, Intake intake) {
        Waiting waiting{std::move(taken), intake.format, std::move(intake.warnings)};
        ReplyBody refused;
        refused.mode = toString(intake.submission.request.mode);
        if (!intake.submission.request.modelId.empty()) {
            refused.modelId = intake.submission.request.modelId;
        }
        m_door.submit(std::move(intake.submission), [this, waiting, refused](const tasks::SubmitOutcome& outcome) {
            if (!outcome) {
                return waiting.exchange->reply(refusalReply(outcome.error(), refused));
            }
            wait(outcome->front(), waiting);
        });
    });
}

void GenerateController::addTask(std::shared_ptr<Exchange> exchange)
{
    m_intake.take(std::move(exchange), [this](std::shared_ptr<Exchange> taken, Intake intake) {
        m_door.submit(std::move(intake.submission), [taken](const tasks::SubmitOutcome& outcome) {
            if (!outcome) {
                return taken->reply(refusalReply(outcome.error(), {}));
            }
            Reply reply = jsonReply(202, taskJson(outcome->front()));
            reply.fields.push_back({"Location", "/tasks/" + outcome->front().task.id});
            taken->reply(std::move(reply));
        });
    });
}

void GenerateController::wait(const tasks::TaskView& view, Waiting waiting)
{
    const tasks::TaskId id = view.task.id;
    if (!waiting.exchange->isOpen()) { // the client left while the task was being stored
        return m_door.cancel(id, [](const tasks::CommandOutcome&) {});
    }
    if (tasks::isFinal(view.task.state)) {
        return answer(view.task, waiting);
    }
    waiting.exchange->onClientGone([this, id] {
        m_waiting.erase(id);
        m_door.cancel(id, [](const tasks::CommandOutcome&) {});
    });
    m_waiting.insert_or_assign(id, std::move(waiting));
    QTimer::singleShot(m_timeout, this, [this, id] { giveUp(id); });
    // It may have ended between its acceptance and now.
    m_door.find(id, [this](const std::optional<tasks::TaskView>& now) {
        if (now) {
            taskChanged(*now);
        }
    });
}

void GenerateController::giveUp(const tasks::TaskId& task)
{
    const auto found = m_waiting.find(task);
    if (found == m_waiting.end()) {
        return;
    }
    ReplyBody body;
    body.taskId = task;
    body.code = "task_timeout";
    body.error =
        "the picture was not ready within " + std::to_string(m_timeout.count()) + " s, so its task was cancelled";
    const auto exchange = found->second.exchange;
    m_waiting.erase(found);
    exchange->reply(bodyReply(408, body));
    m_door.cancel(task, [](const tasks::CommandOutcome&) {});
}

void GenerateController::taskChanged(const tasks::TaskView& view)
{
    const auto found = m_waiting.find(view.task.id);
    if (found == m_waiting.end() || !tasks::isFinal(view.task.state)) {
        return;
    }
    const Waiting waiting = std::move(found->second);
    m_waiting.erase(found);
    waiting.exchange->onClientGone(nullptr);
    answer(view.task, waiting);
}

void GenerateController::answer(const tasks::Task& task, const Waiting& waiting)
{
    if (task.state != tasks::TaskState::Finished) {
        return waiting.exchange->reply(failureOf(task, waiting.warnings));
    }
    m_door.picture(task, waiting.format == OutputFormat::Jpeg,
                   [this, task, waiting](const Expected<TaskDoor::PictureBytes>& file) {
                       if (!file) {
                           return waiting.exchange->reply(errorReply(500, "picture_lost", "the picture can't be read"));
                       }
                       sendPicture(task, waiting, **file);
                   });
}

void GenerateController::sendPicture(const tasks::Task& task, const Waiting& waiting, const std::string& file)
{
    ReplyBody body = bodyOf(task, waiting.warnings);
    body.imageBase64 = encodeBase64(file);
    waiting.exchange->reply(bodyReply(200, body));
}

} // namespace genserve::service
