#include "routes/generate_controller.h"

#include "access/caller.h"
#include "content/base64.h"
#include "contract/task_json.h"
#include "routes/replies.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace genserve::service {
namespace {

constexpr std::chrono::milliseconds SweepInterval{200};

// echo: what every answer to the request repeats.
ReplyBody bodyOf(const tasks::Task& task, const ReplyBody& echo)
{
    ReplyBody body = echo;
    body.success = task.state == tasks::TaskState::Finished;
    body.taskId = task.id;
    body.gpuId = task.device;
    body.modelId = task.modelId.empty() ? echo.modelId : task.modelId;
    body.mode = toString(task.mode);
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

Reply failureOf(const tasks::Task& task, const ReplyBody& echo)
{
    ReplyBody body = bodyOf(task, echo);
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

Reply failureWith(int status, const tasks::TaskId& task, std::string code, std::string error, ReplyBody echo)
{
    echo.taskId = task;
    echo.code = std::move(code);
    echo.error = std::move(error);
    return bodyReply(status, echo);
}

} // namespace

GenerateController::GenerateController(const ServerOptions& options, TaskDoor& door, CodecPool& pool)
    : m_timeout(options.taskTimeout), m_door(door), m_pool(pool), m_intake(options, door, pool)
{
    connect(&m_sweeper, &QTimer::timeout, this, &GenerateController::giveUpLate);
}

void GenerateController::generate(std::shared_ptr<Exchange> exchange)
{
    m_intake.take(std::move(exchange), [this](std::shared_ptr<Exchange> taken, Intake intake) {
        accept(std::move(taken), std::move(intake), false);
    });
}

void GenerateController::addTask(std::shared_ptr<Exchange> exchange)
{
    m_intake.take(std::move(exchange), [this](std::shared_ptr<Exchange> taken, Intake intake) {
        accept(std::move(taken), std::move(intake), true);
    });
}

void GenerateController::accept(std::shared_ptr<Exchange> exchange, Intake intake, bool isAsync)
{
    Waiting waiting;
    waiting.exchange = exchange;
    waiting.echo.modelId = intake.modelId;
    waiting.echo.mode = toString(intake.submission.request.mode);
    waiting.echo.warnings = std::move(intake.warnings);
    waiting.isAsync = isAsync;
    if (!exchange->head().has("idempotency-key")) {
        return submit(std::move(intake.submission), waiting);
    }
    const std::string_view sent = exchange->head().value("idempotency-key");
    if (!isIdempotencyKey(sent)) {
        return exchange->reply(
            errorReply(400, "invalid_request", "Idempotency-Key must have 1 to 255 visible characters"));
    }
    waiting.keepsTask = true;
    const auto submission = std::make_shared<tasks::Submission>(std::move(intake.submission));
    submission->retryKey = retryKeyOf(submission->client, exchange->head().path, sent, intake.bodyHash);
    switch (m_keys.claim(*submission->retryKey,
                         [this, waiting](const PendingKeys::Outcome& outcome) { follow(outcome, waiting); })) {
    case PendingKeys::Claim::First: return submitOnce(submission, waiting);
    case PendingKeys::Claim::Joined: return;
    case PendingKeys::Claim::Misuse: return follow(KeyMisuse(), waiting);
    }
}

void GenerateController::submitOnce(const std::shared_ptr<tasks::Submission>& submission, const Waiting& waiting)
{
    using Found = Expected<std::optional<tasks::RetriedTask>>;
    m_door.findRetried(submission->retryKey->key, [this, submission, waiting](const Found& found) {
        if (found && !*found) {
            return submit(std::move(*submission), waiting);
        }
        const tasks::RetryKey& key = *submission->retryKey;
        const PendingKeys::Outcome outcome = !found                             ? PendingKeys::Outcome(tasks::Refusal{
                                                 tasks::RefusalCode::StorageFailed, "the tasks can't be read now", {}})
                                             : (*found)->content == key.content ? PendingKeys::Outcome((*found)->view)
                                                                                : PendingKeys::Outcome(KeyMisuse());
        follow(outcome, waiting);
        m_keys.settle(key, outcome);
    });
}

void GenerateController::submit(tasks::Submission submission, const Waiting& waiting)
{
    const auto key = submission.retryKey;
    m_door.submit(std::move(submission), [this, waiting, key](const tasks::SubmitOutcome& submitted) {
        const auto outcome = submitted ? PendingKeys::Outcome(submitted->front()) : submitted.error();
        follow(outcome, waiting);
        if (key) {
            m_keys.settle(*key, outcome);
        }
    });
}

void GenerateController::follow(const PendingKeys::Outcome& outcome, const Waiting& waiting)
{
    if (const auto* const view = std::get_if<tasks::TaskView>(&outcome)) {
        return proceed(*view, waiting);
    }
    if (const auto* const refusal = std::get_if<tasks::Refusal>(&outcome)) {
        return waiting.exchange->reply(refusalReply(*refusal, waiting.echo));
    }
    waiting.exchange->reply(failureWith(409, newUuid(), "idempotency_key_reused",
                                        "this Idempotency-Key stands for another body", waiting.echo));
}

void GenerateController::proceed(const tasks::TaskView& view, const Waiting& waiting)
{
    if (!waiting.isAsync) {
        return wait(view, waiting);
    }
    Reply reply = jsonReply(202, taskJson(view, waiting.echo.warnings));
    reply.fields.push_back({"Location", "/tasks/" + view.task.id});
    waiting.exchange->reply(std::move(reply));
}

void GenerateController::wait(const tasks::TaskView& view, Waiting waiting)
{
    const tasks::TaskId id = view.task.id;
    if (!waiting.exchange->isOpen()) { // the client left while the task was being stored
        return waiting.keepsTask ? void() : m_door.cancel(id, [](const tasks::CommandOutcome&) {});
    }
    if (tasks::isFinal(view.task.state)) {
        return answer(view.task, waiting);
    }
    waiting.exchange->onClientGone([this, id, exchange = waiting.exchange.get()] { clientHasGone(id, exchange); });
    waiting.until = Clock::now() + m_timeout;
    m_waiting.emplace(id, std::move(waiting));
    m_sweeper.start(SweepInterval);
    // It may have ended between its acceptance and now.
    m_door.find(id, [this](const std::optional<tasks::TaskView>& now) {
        if (now) {
            taskChanged(*now);
        }
    });
}

void GenerateController::clientHasGone(const tasks::TaskId& task, const Exchange* exchange)
{
    const auto [first, last] = m_waiting.equal_range(task);
    const auto found =
        std::find_if(first, last, [&](const auto& entry) { return entry.second.exchange.get() == exchange; });
    if (found == last) {
        return;
    }
    const bool keepsTask = found->second.keepsTask;
    m_waiting.erase(found);
    if (!keepsTask) {
        m_door.cancel(task, [](const tasks::CommandOutcome&) {});
    }
}

void GenerateController::giveUpLate()
{
    std::vector<std::pair<tasks::TaskId, Waiting>> late;
    std::erase_if(m_waiting, [&](const auto& entry) {
        const bool isLate = Clock::now() >= entry.second.until;
        if (isLate) {
            late.push_back(entry);
        }
        return isLate;
    });
    for (const auto& [task, waiting] : late) {
        waiting.exchange->reply(failureWith(408, task, "task_timeout",
                                            "the picture was not ready within " + std::to_string(m_timeout.count())
                                                + " s, so its task was cancelled",
                                            waiting.echo));
        m_door.cancel(task, [](const tasks::CommandOutcome&) {});
    }
    if (m_waiting.empty()) {
        m_sweeper.stop();
    }
}

void GenerateController::taskChanged(const tasks::TaskView& view)
{
    const tasks::TaskId id = view.task.id;
    const auto [first, last] = m_waiting.equal_range(id);
    if (!tasks::isFinal(view.task.state)) {
        std::for_each(first, last,
                      [&](auto& entry) { entry.second.isRunning = view.task.state == tasks::TaskState::Running; });
        return;
    }
    std::vector<Waiting> ended;
    std::transform(first, last, std::back_inserter(ended), [](const auto& entry) { return entry.second; });
    m_waiting.erase(first, last);
    for (const Waiting& waiting : ended) {
        waiting.exchange->onClientGone(nullptr);
        answer(view.task, waiting);
    }
}

void GenerateController::sendAway(Whom whom)
{
    std::vector<std::pair<tasks::TaskId, Waiting>> sent;
    std::erase_if(m_waiting, [&](const auto& entry) {
        const bool goes = whom == Whom::Everybody || !entry.second.isRunning;
        if (goes) {
            sent.push_back(entry);
        }
        return goes;
    });
    for (const auto& [task, waiting] : sent) {
        waiting.exchange->reply(failureWith(503, task, "shutting_down",
                                            "the server is shutting down; the task waits for its next start",
                                            waiting.echo));
    }
}

void GenerateController::answer(const tasks::Task& task, const Waiting& waiting)
{
    if (task.state != tasks::TaskState::Finished) {
        return waiting.exchange->reply(failureOf(task, waiting.echo));
    }
    m_door.picture(task, task.asJpeg, [this, task, waiting](const Expected<TaskDoor::PictureBytes>& file) {
        if (!file) {
            return waiting.exchange->reply(
                failureWith(500, task.id, "picture_lost", "the picture can't be read", waiting.echo));
        }
        sendPicture(task, waiting, *file);
    });
}

void GenerateController::sendPicture(const tasks::Task& task, const Waiting& waiting, TaskDoor::PictureBytes file)
{
    m_pool.run(
        [body = bodyOf(task, waiting.echo), file = std::move(file)]() mutable {
            body.imageBase64 = encodeBase64(*file);
            return bodyReply(200, body);
        },
        [exchange = waiting.exchange](Reply reply) { exchange->reply(std::move(reply)); });
}

} // namespace genserve::service
