// Replies of the routes, with the fields that all of them carry.
#pragma once

#include "contract/reply_body.h"
#include "tasks/task_commands.h"
#include "wire/reply.h"

#include <string>

namespace genserve::service {

Reply jsonReply(int status, const std::string& json);
// The shape of every error; taskId: a new UUID where there is no task.
Reply errorReply(int status, const std::string& code, const std::string& message, int retryAfterSeconds = 0);
Reply bodyReply(int status, const ReplyBody& body);
// Why a task was not accepted: 400, 429, 500 or 503.
Reply refusalReply(const tasks::Refusal& refusal, ReplyBody body);
// Why a command was not obeyed: 404, 409 or 503.
Reply commandReply(const tasks::CommandRefusal& refusal);

std::string newUuid();

} // namespace genserve::service
