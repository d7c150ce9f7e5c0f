// The REST API behind the wire: decides on each head, brings each request to its controller.
#pragma once

#include "access/doorkeeper.h"
#include "routes/event_streams.h"
#include "routes/generate_controller.h"
#include "routes/info_controller.h"
#include "routes/key_controller.h"
#include "routes/metrics.h"
#include "routes/route_table.h"
#include "routes/task_controller.h"
#include "service/request_record.h"
#include "service/server_options.h"
#include "service/task_door.h"
#include "wire/exchange.h"

#include <functional>

namespace genserve::service {

// Lives on the service thread. The door must outlive it.
class ApiHandler final : public WireHandler, private TaskListener {
public:
    // Once a request; empty = nobody.
    using Audit = std::function<void(const RequestRecord& record)>;

    ApiHandler(const ServerOptions& options, TaskDoor& door, std::optional<KeyStore> keys, Audit audit);
    ~ApiHandler() override;

    Doorkeeper& doorkeeper() { return m_doorkeeper; }

    // From now on requests for pictures are answered 503, also those that wait for a task which does not run yet.
    void drain();
    // What still waits is answered 503.
    void sendAwayWaiting() { m_generate.sendAway(GenerateController::Whom::Everybody); }

    HeadDecision decide(const RequestHead& head, const Peer& peer) override;
    void handle(std::shared_ptr<Exchange> exchange) override;
    Reply describeFault(const WireFault& fault) override;
    void finished(const ExchangeRecord& record) override;

private:
    HeadDecision decideRoute(const RequestHead& head, const Peer& peer);
    HeadDecision decideBody(const RequestHead& head, const Route& route, std::shared_ptr<Caller> caller) const;
    HeadDecision decideOptions(const RequestHead& head, OriginVerdict origin) const;
    void dispatch(const RouteMatch& match, std::shared_ptr<Exchange> exchange);

    void taskChanged(const tasks::TaskView& view) override;
    void taskProgressed(const tasks::TaskProgress& progress) override;
    [[nodiscard]] bool wantsPreviews(const tasks::TaskId& task) const override { return m_events.wantsPreviews(task); }
    void taskPreviewed(const tasks::TaskId& task, const std::string& jpeg) override;

    WireLimits m_limits;
    TaskDoor& m_door;
    Doorkeeper m_doorkeeper;
    Audit m_audit;
    bool m_isDraining = false;
    RequestCounters m_counters;
    CodecPool m_pool;
    EventStreams m_events;
    InfoController m_info;
    KeyController m_keys;
    TaskController m_tasks;
    GenerateController m_generate;
};

} // namespace genserve::service
