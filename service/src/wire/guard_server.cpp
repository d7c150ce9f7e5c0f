#include "wire/guard_server.h"

#include "wire/wire.h"

#include <QTimer>

#include <chrono>
#include <memory>

namespace genserve::service {
namespace {

constexpr int Backlog = 512; // Qt's 50 makes bursts wait for a second attempt
constexpr std::chrono::milliseconds DescriptorPause{100};

} // namespace

GuardServer::GuardServer(Wire& wire) : m_wire(wire)
{
    setListenBacklogSize(Backlog);
    connect(this, &QTcpServer::acceptError, this, &GuardServer::waitForDescriptors);
}

void GuardServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<QTcpSocket>();
    if (socket->setSocketDescriptor(descriptor)) {
        m_wire.accept(*this, std::move(socket));
    }
}

void GuardServer::waitForDescriptors()
{
    // Without file descriptors the connection stays in the queue and would be announced again at once, for ever.
    pauseAccepting();
    QTimer::singleShot(DescriptorPause, this, [this] { resumeAccepting(); });
}

} // namespace genserve::service
