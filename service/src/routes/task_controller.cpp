#include "routes/task_controller.h"

#include "access/caller.h"
#include "content/json_scan.h"
#include "content/number_text.h"
#include "contract/accept.h"
#include "contract/fields.h"
#include "contract/task_json.h"
#include "routes/replies.h"
#include "routes/route_table.h"
#include "wire/field_syntax.h"

#include <algorithm>

namespace genserve::service {
namespace {

constexpr int MaxPage = 500;
constexpr std::string_view PngType = "image/png", JpegType = "image/jpeg";

const Caller& callerOf(const Exchange& exchange) { return static_cast<const Caller&>(*exchange.context()); }

Reply faultsReply(const std::vector<Fault>& faults)
{
    ReplyBody body;
    body.taskId = newUuid();
    body.code = "invalid_request";
    body.error = describe(requestError(faults));
    body.details = faults;
    return bodyReply(400, body);
}

// Absent = the query is wrong, which is answered.
std::optional<tasks::HistoryQuery> listQuery(Exchange& exchange)
{
    const std::string& query = exchange.head().query;
    tasks::HistoryQuery wanted;
    std::vector<Fault> faults;
    if (const auto state = queryValue(query, "state"); state && !state->empty()) {
        if (const auto known = tasks::taskStateFromString(*state)) {
            wanted.states = {*known};
        } else {
            faults.push_back({"state", "must be one of queued, running, finished, failed, cancelled"});
        }
    }
    if (const auto limit = queryValue(query, "limit")) {
        wanted.limit = static_cast<int>(std::clamp<std::int64_t>(parseInteger(*limit).value_or(0), 0, MaxPage + 1));
        if (wanted.limit < 1 || wanted.limit > MaxPage) {
            faults.push_back({"limit", "must be an integer from 1 to 500"});
        }
    }
    if (const auto before = queryValue(query, "before"); before && !tasks::isTaskId(*before)) {
        faults.push_back({"before", "must be the task_id that an earlier page ended with"});
    }
    if (faults.empty()) {
        return wanted;
    }
    exchange.reply(faultsReply(faults));
    return std::nullopt;
}

// Of a page that is full: where the next one begins.
std::string linkToNext(const std::string& query, const tasks::HistoryQuery& asked, const tasks::TaskId& last)
{
    const auto state = queryValue(query, "state");
    return "</tasks?limit=" + std::to_string(asked.limit) + (state && !state->empty() ? "&state=" + *state : "")
           + "&before=" + last + ">; rel=\"next\"";
}

// The priority of {"priority": n}; absent = the body is something else.
std::optional<int> readPriority(Body body)
{
    const auto bytes = body.whole.view();
    const auto value = bytes ? scanJson(*bytes) : tl::unexpected(JsonFault{});
    const JsonValue* const member = value ? value->member("priority") : nullptr;
    if (!member || (member->kind != JsonValue::Kind::Number && member->kind != JsonValue::Kind::String)) {
        return std::nullopt;
    }
    const FieldSpec& spec = *findField("priority");
    const auto number = parseInteger(member->raw);
    if (!number || static_cast<double>(*number) < spec.minimum || static_cast<double>(*number) > spec.maximum) {
        return std::nullopt;
    }
    return static_cast<int>(*number);
}

void answerCommand(const std::shared_ptr<Exchange>& exchange, const tasks::CommandOutcome& outcome)
{
    exchange->reply(outcome ? jsonReply(200, taskJson(*outcome)) : commandReply(outcome.error()));
}

} // namespace

void TaskController::withTask(const std::shared_ptr<Exchange>& exchange, const std::string& id,
                              std::function<void(const tasks::TaskView&)> found)
{
    const auto unknown = [exchange] { exchange->reply(errorReply(404, "unknown_task", "there is no such task")); };
    if (!tasks::isTaskId(id)) {
        return unknown();
    }
    m_door.find(id, [exchange, unknown, found = std::move(found)](const std::optional<tasks::TaskView>& view) {
        view&& callerOf(*exchange).maySee(view->task.client) ? found(*view) : unknown();
    });
}

void TaskController::list(const std::shared_ptr<Exchange>& exchange)
{
    auto query = listQuery(*exchange);
    if (!query) {
        return;
    }
    if (!callerOf(*exchange).may(AdminScope)) {
        query->client = callerOf(*exchange).client;
    }
    const auto before = queryValue(exchange->head().query, "before");
    if (!before) {
        return sendList(exchange, *query);
    }
    m_door.find(*before, [this, exchange, query](const std::optional<tasks::TaskView>& view) {
        if (!view || !callerOf(*exchange).maySee(view->task.client)) {
            return exchange->reply(errorReply(404, "unknown_task", "before is no task"));
        }
        tasks::HistoryQuery older = *query;
        older.behind = placeOf(view->task);
        sendList(exchange, older);
    });
}

void TaskController::sendList(const std::shared_ptr<Exchange>& exchange, const tasks::HistoryQuery& query)
{
    m_door.list(query, [exchange, query](const Expected<std::vector<tasks::TaskView>>& views) {
        if (!views) {
            return exchange->reply(errorReply(503, "storage_failed", "the tasks can't be read now"));
        }
        JsonWriter json;
        json.beginArray();
        for (const tasks::TaskView& view : *views) {
            writeTask(json, view);
        }
        json.endArray();
        Reply reply = jsonReply(200, json.take());
        if (static_cast<int>(views->size()) == query.limit) {
            reply.fields.push_back({"Link", linkToNext(exchange->head().query, query, views->back().task.id)});
        }
        exchange->reply(std::move(reply));
    });
}

void TaskController::show(const std::shared_ptr<Exchange>& exchange, const std::string& id)
{
    withTask(exchange, id,
             [exchange](const tasks::TaskView& view) { exchange->reply(jsonReply(200, taskJson(view))); });
}

void TaskController::image(const std::shared_ptr<Exchange>& exchange, const std::string& id)
{
    withTask(exchange, id, [this, exchange](const tasks::TaskView& view) {
        if (view.task.state != tasks::TaskState::Finished) {
            return exchange->reply(errorReply(409, "wrong_state", "the task has no picture"));
        }
        const std::string_view accept = exchange->head().value("accept");
        const double jpeg = acceptedQuality(accept, JpegType), png = acceptedQuality(accept, PngType);
        const bool asJpeg = jpeg > png || (view.task.asJpeg && jpeg >= png); // equal: as the task was asked for
        // A task's picture never changes.
        const std::string tag = '"' + view.task.id + (asJpeg ? "-jpeg\"" : "-png\"");
        const std::vector<HeaderField> fields{{"ETag", tag},
                                              {"Vary", "Accept"},
                                              {"Cache-Control", "private, no-cache"},
                                              {"X-Content-Type-Options", "nosniff"}};
        if (const std::string_view known = exchange->head().value("if-none-match");
            known == "*" || listContains(known, tag)) {
            Reply reply;
            reply.status = 304;
            reply.fields = fields;
            return exchange->reply(std::move(reply));
        }
        m_door.picture(
            view.task, asJpeg, [this, exchange, asJpeg, fields](const Expected<TaskDoor::PictureBytes>& file) {
                if (!file) {
                    return exchange->reply(errorReply(404, "picture_lost", "the picture is no longer there"));
                }
                m_pool.run(
                    [bytes = *file, asJpeg] {
                        return Reply::withBytes(200, std::string(asJpeg ? JpegType : PngType),
                                                QByteArray::fromStdString(*bytes));
                    },
                    [exchange, fields](Reply reply) {
                        reply.fields.insert(reply.fields.end(), fields.begin(), fields.end());
                        exchange->reply(std::move(reply));
                    });
            });
    });
}

void TaskController::events(const std::shared_ptr<Exchange>& exchange, const std::string& id)
{
    withTask(exchange, id, [this, exchange](const tasks::TaskView& view) {
        const auto last = parseInteger(exchange->head().value("last-event-id")).value_or(0);
        exchange->reply(m_events.open(view, last > 0 && last < 1'000'000'000 ? static_cast<std::uint64_t>(last) : 0));
    });
}

void TaskController::cancel(const std::shared_ptr<Exchange>& exchange, const std::string& id)
{
    withTask(exchange, id, [this, exchange](const tasks::TaskView& view) {
        m_door.cancel(view.task.id,
                      [exchange](const tasks::CommandOutcome& outcome) { answerCommand(exchange, outcome); });
    });
}

void TaskController::change(const std::shared_ptr<Exchange>& exchange, const std::string& id)
{
    const auto priority = readPriority(std::move(exchange->body()));
    if (!priority) {
        return exchange->reply(faultsReply({{"priority", "must be an integer from -1000 to 1000"}}));
    }
    withTask(exchange, id, [this, exchange, priority](const tasks::TaskView& view) {
        m_door.setPriority(view.task.id, *priority,
                           [exchange](const tasks::CommandOutcome& outcome) { answerCommand(exchange, outcome); });
    });
}

} // namespace genserve::service
