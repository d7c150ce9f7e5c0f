// The whole of the network side: listens, keeps the limits that concern all connections together, brings requests to
// one handler through Qt's HTTP server and sends its replies. Lives on the service thread.
#pragma once

#include "base/error.h"
#include "service/wire_limits.h"
#include "wire/body_budget.h"
#include "wire/connection.h"
#include "wire/dispatcher.h"
#include "wire/exchange.h"
#include "wire/guard_server.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace genserve::service {

class Wire final : public QObject {
public:
    // handler must outlive this object.
    Wire(const WireLimits& limits, WireHandler& handler);
    ~Wire() override;

    // port 0 = any that is free; the port that it became. Several addresses may be listened on.
    Expected<quint16> listen(const QHostAddress& address, quint16 port);
    // No new connections; new requests are answered 503, streams end, whenEmpty is called once all connections have
    // closed (perhaps before this returns).
    void drain(std::function<void()> whenEmpty);
    void abortAll();

    [[nodiscard]] int connections() const { return static_cast<int>(m_connections.size()); }
    [[nodiscard]] int openExchanges() const { return static_cast<int>(m_open.size()); }
    [[nodiscard]] int openStreams() const;

    // For the parts of the wire.
    [[nodiscard]] const WireLimits& limits() const { return m_limits; }
    [[nodiscard]] WireHandler& handler() const { return m_handler; }
    [[nodiscard]] const std::shared_ptr<BodyBudget>& budget() const { return m_budget; }
    void accept(GuardServer& server, std::unique_ptr<QTcpSocket> socket);
    quint64 nextExchangeNumber(Connection& connection);
    void release(quint64 exchange);
    void closed(Connection& connection);

private:
    void dispatched(quint64 exchange);
    void sweep();

    const WireLimits m_limits;
    WireHandler& m_handler;
    std::shared_ptr<BodyBudget> m_budget;
    Dispatcher m_dispatcher;
    std::vector<GuardServer*> m_servers; // the dispatcher's children
    std::unordered_map<Connection*, std::unique_ptr<Connection>> m_connections;
    std::unordered_map<quint64, Connection*> m_open; // exchanges without a complete reply
    quint64 m_lastExchange = 0;
    QTimer m_sweeper;
    std::function<void()> m_whenEmpty;
};

} // namespace genserve::service
