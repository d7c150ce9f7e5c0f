#include "echo_service.h"

#include "base/sha256.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryFile>
#include <QTimer>

#include <csignal>
#include <utility>

using namespace genserve::service;

namespace {

constexpr int BigBytes = 2 * 1024 * 1024;

// Events without end or a number of them.
class EventStream final : public ReplyStream {
public:
    EventStream(std::atomic<int>& alive, int events, int bytes) : m_alive(alive), m_events(events), m_bytes(bytes)
    {
        ++m_alive;
    }
    ~EventStream() override { --m_alive; }
    QByteArray take(qint64 /*atMost*/) override
    {
        return m_events == 0 ? QByteArray() : (--m_events, QByteArray(m_bytes, 'e'));
    }
    [[nodiscard]] bool atEnd() const override { return m_events == 0; }

private:
    std::atomic<int>& m_alive;
    int m_events; // negative = without end
    int m_bytes;
};

std::string hashOf(Spool& spool)
{
    genserve::Sha256 sha;
    sha.add(spool.view().value());
    return sha.hexDigest().substr(0, 8);
}

std::string describe(Exchange& exchange)
{
    const RequestHead& head = exchange.head();
    std::string text = std::string(toString(head.method)) + ' ' + head.path;
    text += head.query.empty() ? "" : '?' + head.query;
    Body body = std::move(exchange.body());
    text += ' ' + std::to_string(body.bytes);
    if (body.kind == BodyKind::Whole) {
        text += ' ' + hashOf(body.whole) + (body.whole.isOnDisk() ? " disk" : "");
    }
    for (FormPart& part : body.parts) {
        text += ' ' + part.name + (part.isFile ? "@" : "=") + std::to_string(part.content.size()) + ':'
                + hashOf(part.content);
    }
    return text;
}

Reply text(int status, const std::string& words)
{
    return Reply::withBytes(status, "text/plain", QByteArray::fromStdString(words));
}

} // namespace

HeadDecision EchoHandler::decide(const RequestHead& head, const Peer& /*peer*/)
{
    if (head.path == "/refused") {
        return text(403, "refused");
    }
    Admission admission;
    admission.maxBodyBytes = head.path == "/small" ? 64 : 210 * WireLimits::MiB;
    if (head.method == Method::Post && (head.path == "/form" || head.path == "/echo")) {
        admission.body = head.path == "/form" ? BodyKind::Form : BodyKind::Whole;
    }
    return admission;
}

void EchoHandler::handle(std::shared_ptr<Exchange> exchange)
{
    ++handled;
    exchange->onClientGone([this] { ++clientsGone; });
    if (exchange->head().method == Method::Get) {
        return handleGet(exchange);
    }
    exchange->reply(text(200, describe(*exchange)));
}

void EchoHandler::handleGet(const std::shared_ptr<Exchange>& exchange)
{
    const std::string& path = exchange->head().path;
    const int number = QByteArray::fromStdString(exchange->head().query).toInt();
    if (path == "/slow") {
        QTimer::singleShot(number, [exchange] { exchange->reply(text(200, "slow")); });
    } else if (path == "/never") {
        // Kept for longer than any test runs, as a task keeps it.
        QTimer::singleShot(3'600'000, [exchange] { exchange->reply(text(200, "late")); });
    } else if (path == "/big") {
        exchange->reply(text(200, std::string(BigBytes, 'b')));
    } else if (path == "/file") {
        auto file = std::make_unique<QTemporaryFile>();
        if (file->open()) {
            file->write(QByteArray(BigBytes, 'f'));
            file->seek(0);
            Reply reply;
            reply.body = std::move(file);
            exchange->reply(std::move(reply));
        }
    } else if (path == "/stream" || path == "/endless") {
        const bool hasEnd = path == "/stream";
        Reply reply;
        reply.body = std::make_unique<EventStream>(streamsAlive, hasEnd ? number : -1, hasEnd ? 10 : 4096);
        exchange->reply(std::move(reply));
    } else if (path == "/injected") {
        Reply reply = text(200, "ok");
        reply.fields.push_back({"X-Bad", "a\r\nX-Injected: b"});
        exchange->reply(std::move(reply));
    } else if (path != "/dropped") {
        exchange->reply(text(200, describe(*exchange)));
    }
}

Reply EchoHandler::describeFault(const WireFault& fault)
{
    return text(fault.status, fault.code + ": " + fault.message);
}

void EchoHandler::finished(const ExchangeRecord& /*record*/) { ++records; }

EchoService::EchoService(const WireLimits& limits)
{
    std::signal(SIGPIPE, SIG_IGN); // as Qt sets it for sockets, but Qt Test takes it for a crash
    m_thread.start();
    auto* const context = new QObject;
    context->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        context,
        [&] {
            m_wire = std::make_unique<Wire>(limits, m_handler);
            m_port = m_wire->listen(QHostAddress::LocalHost, 0).value_or(0);
            context->deleteLater();
        },
        Qt::BlockingQueuedConnection);
}

EchoService::~EchoService()
{
    onThread([&] { m_wire.reset(); });
    m_thread.quit();
    m_thread.wait();
}

template <class Function>
void EchoService::onThread(Function function)
{
    auto* const context = new QObject;
    context->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        context,
        [&] {
            function();
            context->deleteLater();
        },
        Qt::BlockingQueuedConnection);
}

int EchoService::connections()
{
    int count = 0;
    onThread([&] { count = m_wire->connections(); });
    return count;
}

int EchoService::openExchanges()
{
    int count = 0;
    onThread([&] { count = m_wire->openExchanges(); });
    return count;
}

std::uint64_t EchoService::bodyBytesInUse()
{
    std::uint64_t bytes = 0;
    onThread([&] { bytes = m_wire->budget()->used(); });
    return bytes;
}

bool EchoService::drainWithin(int timeoutMs)
{
    onThread([&] { m_wire->drain([this] { m_isEmpty = true; }); });
    QElapsedTimer timer;
    timer.start();
    while (!m_isEmpty && timer.elapsed() < timeoutMs) {
        QThread::msleep(5);
    }
    return m_isEmpty;
}

WireLimits quickLimits()
{
    WireLimits limits;
    limits.headTimeout = std::chrono::milliseconds(500);
    limits.bodyGrace = std::chrono::milliseconds(500);
    limits.idleTimeout = std::chrono::milliseconds(800);
    limits.writeStall = std::chrono::milliseconds(800);
    limits.linger = std::chrono::milliseconds(300);
    return limits;
}
