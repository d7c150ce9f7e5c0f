#include "routes/api_handler.h"

#include "routes/replies.h"
#include "wire/field_syntax.h"

#include <algorithm>
#include <iterator>

namespace genserve::service {
namespace {

HeadRefusal refusal(const Refused& refused)
{
    return {errorReply(refused.fault.status, refused.fault.code, refused.fault.message, refused.retryAfterSeconds),
            refused.caller};
}

std::vector<HeaderField> corsFields(const RequestHead& head)
{
    return {{"Access-Control-Allow-Origin", std::string(head.value("origin"))},
            {"Access-Control-Expose-Headers", "Location, ETag, Retry-After, X-Request-Id"},
            {"Vary", "Origin"}};
}

Reply withAllow(Reply reply, const std::string& path)
{
    reply.fields.push_back({"Allow", allowedMethods(path)});
    return reply;
}

} // namespace

ApiHandler::ApiHandler(const ServerOptions& options, TaskDoor& door, std::optional<KeyStore> keys, Audit audit)
    : m_limits(options.limits),
      m_door(door),
      m_doorkeeper(options, std::move(keys)),
      m_audit(std::move(audit)),
      m_pool(options.codecThreads),
      m_events(options),
      m_info(options, door, m_counters),
      m_keys(m_doorkeeper.keys()),
      m_tasks(door, m_events, m_pool),
      m_generate(options, door, m_pool)
{
    m_door.setListener(this);
}

ApiHandler::~ApiHandler() { m_door.setListener(nullptr); }

void ApiHandler::drain()
{
    m_isDraining = true;
    m_info.setDraining();
    m_generate.sendAway(GenerateController::Whom::ThoseInTheQueue);
}

HeadDecision ApiHandler::decide(const RequestHead& head, const Peer& peer)
{
    const auto origin = m_doorkeeper.checkSource(head);
    if (!origin) {
        return refusal(origin.error());
    }
    if (head.method == Method::Options) {
        return decideOptions(head, *origin);
    }
    HeadDecision decision = decideRoute(head, peer);
    if (auto* const refused = std::get_if<HeadRefusal>(&decision); refused && *origin == OriginVerdict::Allowed) {
        std::ranges::move(corsFields(head), std::back_inserter(refused->reply.fields));
    }
    return decision;
}

HeadDecision ApiHandler::decideRoute(const RequestHead& head, const Peer& peer)
{
    const auto match = matchRoute(head.method, head.path);
    if (!match) {
        return allowedMethods(head.path).empty()
                   ? errorReply(404, "not_found", "there is no such route; / lists them")
                   : withAllow(errorReply(405, "method_not_allowed", "the route does not take this method"), head.path);
    }
    auto caller = m_doorkeeper.admit(head, peer, match->route->scope, std::chrono::steady_clock::now());
    if (!caller) {
        return refusal(caller.error());
    }
    return decideBody(head, *match->route, *std::move(caller));
}

HeadDecision ApiHandler::decideOptions(const RequestHead& head, OriginVerdict origin) const
{
    const std::string allowed = allowedMethods(head.path);
    if (allowed.empty()) {
        return errorReply(404, "not_found", "there is no such route; / lists them");
    }
    Reply reply;
    reply.status = 204;
    reply.fields = {{"Allow", allowed}};
    if (origin == OriginVerdict::Allowed) {
        reply.fields.push_back({"Access-Control-Allow-Origin", std::string(head.value("origin"))});
        reply.fields.push_back({"Access-Control-Allow-Methods", allowed});
        reply.fields.push_back(
            {"Access-Control-Allow-Headers", "Authorization, X-API-Key, Content-Type, Idempotency-Key, Last-Event-ID"});
        reply.fields.push_back({"Vary", "Origin"});
    }
    return reply;
}

HeadDecision ApiHandler::decideBody(const RequestHead& head, const Route& route, std::shared_ptr<Caller> caller) const
{
    Admission admission{BodyKind::Dropped, m_limits.smallBodyBytes, caller};
    const auto refuse = [&caller](int status, const char* code, const char* message) {
        return HeadRefusal(errorReply(status, code, message), caller);
    };
    if (route.body == RouteBody::None) {
        return admission;
    }
    const std::string type = mediaType(head.value("content-type"));
    const bool isForm = type == "multipart/form-data" && route.body == RouteBody::Request;
    if (!isForm && type != "application/json") {
        return refuse(415, "unsupported_type",
                      route.body == RouteBody::Request ? "the body must be application/json or multipart/form-data"
                                                       : "the body must be application/json");
    }
    if (head.has("content-encoding") && !equalsIgnoringCase(head.value("content-encoding"), "identity")) {
        return refuse(415, "unsupported_encoding", "the body must not be compressed");
    }
    if (head.framing == BodyFraming::None && !head.has("content-length")) {
        return refuse(411, "length_required", "the request has no body; Content-Length is missing");
    }
    if ((m_isDraining || m_door.status().isStopping) && route.body == RouteBody::Request) {
        return refuse(503, "shutting_down", "the server is shutting down");
    }
    admission.body = isForm ? BodyKind::Form : BodyKind::Whole;
    if (route.body == RouteBody::Request) {
        admission.maxBodyBytes = isForm ? m_limits.formBodyBytes : m_limits.jsonBodyBytes;
    }
    return admission;
}

void ApiHandler::handle(std::shared_ptr<Exchange> exchange)
{
    const auto match = matchRoute(exchange->head().method, exchange->head().path);
    if (m_doorkeeper.checkSource(exchange->head()) == OriginVerdict::Allowed) {
        for (HeaderField& field : corsFields(exchange->head())) {
            exchange->addReplyField(std::move(field));
        }
    }
    if (match) { // decide() has let it through, so there is one
        dispatch(*match, std::move(exchange));
    }
}

void ApiHandler::dispatch(const RouteMatch& match, std::shared_ptr<Exchange> exchange)
{
    switch (match.route->id) {
    case RouteId::Root: return exchange->reply(m_info.root(exchange->head()));
    case RouteId::Docs: return exchange->reply(m_info.docs());
    case RouteId::Metrics: return exchange->reply(m_info.metrics());
    case RouteId::Health:
    case RouteId::Ready: return exchange->reply(m_info.ready());
    case RouteId::Live: return exchange->reply(m_info.live());
    case RouteId::Status: return exchange->reply(m_info.status());
    case RouteId::Models: return exchange->reply(m_info.models());
    case RouteId::Loras: return exchange->reply(m_info.loras());
    case RouteId::OpenApi: return exchange->reply(m_info.openApi());
    case RouteId::Generate: return m_generate.generate(std::move(exchange));
    case RouteId::AddTask: return m_generate.addTask(std::move(exchange));
    case RouteId::ListTasks: return m_tasks.list(exchange);
    case RouteId::ShowTask: return m_tasks.show(exchange, match.id);
    case RouteId::TaskImage: return m_tasks.image(exchange, match.id);
    case RouteId::TaskEvents: return m_tasks.events(exchange, match.id);
    case RouteId::CancelTask: return m_tasks.cancel(exchange, match.id);
    case RouteId::ChangeTask: return m_tasks.change(exchange, match.id);
    case RouteId::ListKeys: return m_keys.list(exchange);
    case RouteId::AddKey: return m_keys.add(exchange);
    case RouteId::RevokeKey: return m_keys.revoke(exchange, match.id);
    }
}

Reply ApiHandler::describeFault(const WireFault& fault) { return errorReply(fault.status, fault.code, fault.message); }

void ApiHandler::finished(const ExchangeRecord& record)
{
    const auto method = methodFromWord(record.method);
    const auto match = method ? matchRoute(*method, record.path) : std::nullopt;
    m_counters.count(match ? match->route->path : std::string_view(), record);
    if (!m_audit) {
        return;
    }
    const auto* const caller = dynamic_cast<const Caller*>(record.context.get());
    const auto address = record.peer.address.toString().toStdString();
    m_audit({.id = record.requestId,
             .client = caller ? caller->client : address,
             .address = address,
             .method = record.method,
             .route = record.path,
             .status = record.status,
             .milliseconds = record.milliseconds,
             .bytesIn = record.bytesIn,
             .bytesOut = record.bytesOut});
}

void ApiHandler::taskChanged(const tasks::TaskView& view)
{
    m_events.taskChanged(view);
    m_generate.taskChanged(view);
}

void ApiHandler::taskProgressed(const tasks::TaskProgress& progress) { m_events.taskProgressed(progress); }

void ApiHandler::taskPreviewed(const tasks::TaskId& task, const std::string& jpeg)
{
    m_events.taskPreviewed(task, jpeg);
}

} // namespace genserve::service
