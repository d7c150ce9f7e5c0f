#include "wire/wire.h"

#include <algorithm>
#include <chrono>

namespace genserve::service {
namespace {

constexpr std::chrono::milliseconds SweepInterval{100};
constexpr int RefusedAtOnce = 64; // connections above the limit that still get their 503

} // namespace

Wire::Wire(const WireLimits& limits, WireHandler& handler)
    : m_limits(limits),
      m_handler(handler),
      m_budget(std::make_shared<BodyBudget>(limits.allBodiesBytes)),
      m_dispatcher([this](quint64 exchange) { dispatched(exchange); })
{
    connect(&m_sweeper, &QTimer::timeout, this, &Wire::sweep);
    m_sweeper.start(SweepInterval);
}

Wire::~Wire()
{
    m_whenEmpty = nullptr;
    abortAll();
}

Expected<quint16> Wire::listen(const QHostAddress& address, quint16 port)
{
    auto server = std::make_unique<GuardServer>(*this);
    if (!server->listen(address, port)) {
        return failure(ErrorCode::Io, "can't listen: " + server->errorString().toStdString(),
                       address.toString().toStdString() + ":" + std::to_string(port));
    }
    const quint16 taken = server->serverPort();
    m_dispatcher.bind(server.get());
    m_servers.push_back(server.release()); // bind() made the dispatcher its parent
    return taken;
}

void Wire::accept(GuardServer& server, std::unique_ptr<QTcpSocket> socket)
{
    if (connections() >= m_limits.connections + RefusedAtOnce) {
        return socket->abort();
    }
    auto connection = std::make_unique<Connection>(*this, server, socket.release());
    Connection& accepted = *connection;
    int inUse = 0;
    int ofAddress = 0;
    for (const auto& [other, owned] : m_connections) {
        inUse += other->isInUse() ? 1 : 0;
        ofAddress += other->isInUse() && other->address() == accepted.address() ? 1 : 0;
    }
    m_connections.emplace(&accepted, std::move(connection));
    if (inUse >= m_limits.connections || ofAddress >= m_limits.connectionsPerAddress) {
        accepted.refuse({503, "too_many_connections", "the server has too many connections"});
    }
}

quint64 Wire::nextExchangeNumber(Connection& connection)
{
    m_open.emplace(++m_lastExchange, &connection);
    return m_lastExchange;
}

void Wire::dispatched(quint64 exchange)
{
    if (const auto found = m_open.find(exchange); found != m_open.end()) {
        found->second->handleDispatched();
    }
}

void Wire::release(quint64 exchange)
{
    m_open.erase(exchange);
    QMetaObject::invokeMethod(
        this, [this, exchange] { m_dispatcher.release(exchange); }, Qt::QueuedConnection);
}

void Wire::closed(Connection& connection)
{
    const auto found = m_connections.find(&connection);
    if (found == m_connections.end()) {
        return;
    }
    // It may be among the callers of this function.
    found->second.release()->deleteLater();
    m_connections.erase(found);
    if (m_connections.empty() && m_whenEmpty) {
        QMetaObject::invokeMethod(this, std::exchange(m_whenEmpty, nullptr), Qt::QueuedConnection);
    }
}

int Wire::openStreams() const
{
    return static_cast<int>(
        std::ranges::count_if(m_connections, [](const auto& c) { return c.second->isStreaming(); }));
}

void Wire::drain(std::function<void()> whenEmpty)
{
    for (GuardServer* const server : m_servers) {
        server->close();
    }
    if (m_connections.empty()) {
        return whenEmpty();
    }
    m_whenEmpty = std::move(whenEmpty);
    std::vector<Connection*> all;
    std::ranges::transform(m_connections, std::back_inserter(all), [](const auto& entry) { return entry.first; });
    for (Connection* const connection : all) {
        connection->drain();
    }
}

void Wire::abortAll()
{
    while (!m_connections.empty()) {
        m_connections.begin()->first->abort();
    }
}

void Wire::sweep()
{
    std::vector<Connection*> all;
    std::ranges::transform(m_connections, std::back_inserter(all), [](const auto& entry) { return entry.first; });
    const auto now = Connection::Clock::now();
    for (Connection* const connection : all) {
        if (m_connections.contains(connection)) {
            connection->check(now);
        }
    }
}

} // namespace genserve::service
