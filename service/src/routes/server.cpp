#include "service/server.h"

#include "access/own_hosts.h"
#include "routes/api_handler.h"
#include "wire/wire.h"

#include <QHostAddress>
#include <QSemaphore>
#include <QThread>

namespace genserve::service {

constexpr int FarewellMs = 300; // for the last answers to leave

struct Server::Impl {
    QThread thread;
    QObject* context = nullptr; // lives on the thread; work is posted to it
    std::uint16_t port = 0;
    bool isRunning = false;

    // On the thread only; each needs the one before it.
    std::unique_ptr<TaskDoor> door;
    std::unique_ptr<ApiHandler> handler;
    std::unique_ptr<Wire> wire;

    void onThread(const std::function<void()>& work) const
    {
        QMetaObject::invokeMethod(context, work, Qt::BlockingQueuedConnection);
    }
    Expected<void> open(const ServerOptions& options, const DoorFactory& makeDoor, const Audit& audit);
    void close();
};

Expected<void> Server::Impl::open(const ServerOptions& options, const DoorFactory& makeDoor, const Audit& audit)
{
    std::optional<KeyStore> keys;
    if (!options.keyFile.empty()) {
        auto opened = KeyStore::open(options.keyFile);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        keys = *std::move(opened);
    }
    door = makeDoor();
    handler = std::make_unique<ApiHandler>(options, *door, std::move(keys), audit);
    wire = std::make_unique<Wire>(options.limits, *handler);
    port = options.port;
    bool isFirst = true;
    for (const std::string& address : options.addresses) {
        const auto taken = wire->listen(QHostAddress(QString::fromStdString(address)), port);
        if (!taken && isFirst) {
            return tl::unexpected(taken.error());
        }
        port = taken.value_or(port);
        isFirst = false;
    }
    handler->doorkeeper().setOwnHosts(ownHosts(), port);
    return {};
}

void Server::Impl::close()
{
    wire.reset();
    handler.reset();
    door.reset();
}

Server::Server(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Expected<std::unique_ptr<Server>> Server::start(ServerOptions options, DoorFactory door, Audit audit)
{
    std::unique_ptr<Server> server(new Server(std::make_unique<Impl>()));
    Impl& impl = *server->m_impl;
    impl.context = new QObject;
    impl.context->moveToThread(&impl.thread);
    QObject::connect(&impl.thread, &QThread::finished, impl.context, &QObject::deleteLater);
    impl.thread.setObjectName(QStringLiteral("service"));
    impl.thread.start();
    impl.isRunning = true;
    Expected<void> opened;
    impl.onThread([&] { opened = impl.open(options, door, audit); });
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    return server;
}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

std::uint16_t Server::port() const { return m_impl->port; }

void Server::drain()
{
    if (m_impl->isRunning) {
        m_impl->onThread([&] { m_impl->handler->drain(); });
    }
}

void Server::stop(std::chrono::milliseconds grace)
{
    if (!m_impl->isRunning) {
        return;
    }
    m_impl->isRunning = false;
    const auto isEmpty = std::make_shared<QSemaphore>();
    m_impl->onThread([&] {
        if (m_impl->handler) {
            m_impl->handler->drain();
        }
        if (m_impl->wire && grace.count() > 0) {
            m_impl->wire->drain([isEmpty] { isEmpty->release(); });
        } else {
            isEmpty->release();
        }
    });
    if (!isEmpty->tryAcquire(1, static_cast<int>(grace.count()))) {
        m_impl->onThread([&] { m_impl->handler->sendAwayWaiting(); });
        static_cast<void>(isEmpty->tryAcquire(1, FarewellMs));
    }
    m_impl->onThread([&] { m_impl->close(); });
    m_impl->thread.quit();
    m_impl->thread.wait();
}

} // namespace genserve::service
