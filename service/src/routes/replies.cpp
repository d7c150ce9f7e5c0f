#include "routes/replies.h"

#include <QUuid>

namespace genserve::service {
namespace {

constexpr int RetrySeconds = 5;

int statusOf(tasks::RefusalCode code)
{
    switch (code) {
    case tasks::RefusalCode::InvalidRequest: return 400;
    case tasks::RefusalCode::ClientQueueFull: return 429;
    case tasks::RefusalCode::QueueFull:
    case tasks::RefusalCode::InputStorageFull:
    case tasks::RefusalCode::ShuttingDown:
    case tasks::RefusalCode::StorageFailed: return 503;
    }
    return 500;
}

} // namespace

std::string newUuid() { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

Reply jsonReply(int status, const std::string& json)
{
    Reply reply = Reply::withBytes(status, "application/json", QByteArray::fromStdString(json));
    reply.fields.push_back({"Cache-Control", "no-store"});
    reply.fields.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

Reply bodyReply(int status, const ReplyBody& body)
{
    Reply reply = jsonReply(status, replyJson(body));
    if (status == 429 || status == 503) {
        reply.fields.push_back({"Retry-After", std::to_string(RetrySeconds)});
    }
    return reply;
}

Reply errorReply(int status, const std::string& code, const std::string& message, int retryAfterSeconds)
{
    ReplyBody body;
    body.taskId = newUuid();
    body.code = code;
    body.error = message;
    Reply reply = jsonReply(status, replyJson(body));
    if (retryAfterSeconds > 0 || status == 503) {
        reply.fields.push_back(
            {"Retry-After", std::to_string(retryAfterSeconds > 0 ? retryAfterSeconds : RetrySeconds)});
    }
    if (status == 401) {
        reply.fields.push_back({"WWW-Authenticate", "Bearer"});
    }
    return reply;
}

Reply refusalReply(const tasks::Refusal& refusal, ReplyBody body)
{
    body.success = false;
    body.taskId = newUuid();
    body.code = tasks::toString(refusal.code);
    body.error = refusal.message;
    body.details = refusal.details;
    return bodyReply(statusOf(refusal.code), body);
}

Reply commandReply(const tasks::CommandRefusal& refusal)
{
    switch (refusal.fault) {
    case tasks::CommandFault::UnknownTask: return errorReply(404, "unknown_task", "there is no such task");
    case tasks::CommandFault::WrongState: return errorReply(409, "wrong_state", refusal.message);
    case tasks::CommandFault::Refused:
    case tasks::CommandFault::StorageFailed: break;
    }
    return errorReply(503, "storage_failed", refusal.message);
}

} // namespace genserve::service
