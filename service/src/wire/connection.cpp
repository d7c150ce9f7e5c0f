#include "wire/connection.h"

#include "wire/dispatcher.h"
#include "wire/guard_server.h"
#include "wire/wire.h"

#include <QUuid>

#include <sys/socket.h>

namespace genserve::service {
namespace {

constexpr qint64 SocketBufferBytes = 256 * 1024; // back-pressure starts here
constexpr qint64 PieceBytes = 64 * 1024;

// An IPv4 client of a socket that listens on both families is an IPv4 client.
QHostAddress plainAddress(const QHostAddress& address)
{
    bool isVersion4 = false;
    const quint32 version4 = address.toIPv4Address(&isVersion4);
    return isVersion4 ? QHostAddress(version4) : address;
}

} // namespace

Connection::Connection(Wire& wire, GuardServer& server, QTcpSocket* socket)
    : m_wire(wire),
      m_server(&server),
      m_socket(*socket),
      m_peer{plainAddress(socket->peerAddress()), socket->peerPort(), socket->localPort()},
      m_reader(wire.limits()),
      m_writer(m_socket)
{
    socket->setParent(this);
    socket->setReadBufferSize(SocketBufferBytes);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &Connection::socketReadable);
    connect(socket, &QTcpSocket::bytesWritten, this, &Connection::socketWrote);
    connect(socket, &QTcpSocket::disconnected, this, [this] { enter(Phase::Closed); });
    m_since = m_progress = m_started = Clock::now();
}

Connection::~Connection()
{
    m_socket.disconnect(this);
    dropExchange();
    if (m_shell) {
        m_shell->endConnection();
    }
}

void Connection::enter(Phase phase)
{
    if (m_phase == Phase::Closed) {
        return;
    }
    m_phase = phase;
    m_since = m_progress = Clock::now();
    if (phase == Phase::Closed) {
        dropExchange();
        m_writer.clear();
        if (m_shell) {
            m_shell->endConnection();
        }
        m_wire.closed(*this);
    }
}

void Connection::dropExchange()
{
    m_dispatched.reset();
    if (m_exchangeNumber != 0) {
        m_wire.release(std::exchange(m_exchangeNumber, 0));
        const auto exchange = m_exchange.lock();
        const bool isPending = exchange && exchange->isOpen();
        record(isPending ? 0 : m_status);
        if (isPending) {
            exchange->clientHasGone();
        }
    }
}

void Connection::socketReadable()
{
    if (m_phase == Phase::Reading) {
        process();
    } else if (m_phase == Phase::Lingering) {
        m_socket.skip(m_socket.bytesAvailable());
    }
}

bool Connection::refill()
{
    if (m_inputAt < m_input.size()) {
        return true;
    }
    m_input = m_socket.read(PieceBytes);
    m_inputAt = 0;
    return !m_input.isEmpty();
}

void Connection::process()
{
    while (m_phase == Phase::Reading) {
        switch (m_reader.state()) {
        case RequestReader::State::Head:
        case RequestReader::State::Body: {
            if (!refill()) {
                return;
            }
            if (!m_isReadingBody && !m_reader.isInsideRequest()) {
                m_since = m_started = Clock::now(); // the head's time starts with its first byte
            }
            const std::string_view bytes(m_input.constData() + m_inputAt,
                                         static_cast<std::size_t>(m_input.size() - m_inputAt));
            m_inputAt += static_cast<qsizetype>(m_reader.feed(bytes));
            break;
        }
        case RequestReader::State::HeadDone: admit(); break;
        case RequestReader::State::Done: dispatch(); break;
        case RequestReader::State::Failed: fail(m_reader.fault()); break;
        }
    }
}

void Connection::admit()
{
    m_requestId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    if (m_isDraining) {
        return fail({503, "shutting_down", "the server is shutting down"});
    }
    const RequestHead& head = m_reader.head();
    HeadDecision decision = m_wire.handler().decide(head, m_peer);
    if (auto* const refusal = std::get_if<HeadRefusal>(&decision)) {
        m_context = std::move(refusal->context);
        // The body that would follow is not worth reading, so the connection can't go on.
        const bool hasBody = head.framing != BodyFraming::None;
        return send(std::move(refusal->reply), hasBody || !head.keepAlive);
    }
    startBody(std::get<Admission>(decision));
}

void Connection::startBody(const Admission& admission)
{
    const RequestHead& head = m_reader.head();
    m_context = admission.context;
    auto sink = makeBodySink(admission.body, head.value("content-type"), m_wire.limits(), m_wire.budget());
    if (!sink) {
        return fail(sink.error());
    }
    if (head.contentLength > m_wire.budget()->available() && head.contentLength <= admission.maxBodyBytes) {
        return fail({503, "busy", "the server has too many uploads at the moment"});
    }
    m_isReadingBody = true;
    m_since = Clock::now();
    m_reader.startBody(*std::move(sink), admission.maxBodyBytes);
    if (head.expectsContinue && m_reader.state() == RequestReader::State::Body && m_inputAt >= m_input.size()
        && m_socket.bytesAvailable() == 0) {
        m_socket.write("HTTP/1.1 100 Continue\r\n\r\n");
        m_socket.flush();
    }
}

void Connection::dispatch()
{
    m_bytesIn = m_reader.bodyBytes();
    m_exchangeNumber = m_wire.nextExchangeNumber(*this);
    m_dispatched = std::make_shared<Exchange>(m_reader.head(), m_reader.takeBody(), m_peer, m_requestId, m_context);
    m_dispatched->setSender([this](std::optional<Reply> reply) { answer(std::move(reply)); });
    m_exchange = m_dispatched;
    m_status = 0;
    enter(Phase::Waiting);
    shell().feed(Dispatcher::requestFor(m_exchangeNumber));
}

void Connection::handleDispatched()
{
    if (auto exchange = std::move(m_dispatched)) {
        m_wire.handler().handle(std::move(exchange));
    }
}

GuardSocket& Connection::shell()
{
    if (!m_shell) {
        m_shell = new GuardSocket(m_peer.address, m_peer.port, m_server);
        // Newer versions of Qt close what has been idle for a while; the next request gets a new shell.
        m_shell->onClosed = [this] {
            m_shell.clear();
            if (m_phase == Phase::Waiting) {
                abort();
            }
        };
        m_server->addShell(m_shell);
    }
    return *m_shell;
}

void Connection::fail(const WireFault& fault)
{
    m_reader.abandon();
    send(m_wire.handler().describeFault(fault), true);
}

void Connection::refuse(const WireFault& fault)
{
    m_isRefused = true;
    fail(fault);
}

void Connection::answer(std::optional<Reply> reply)
{
    if (m_phase == Phase::Waiting) {
        send(reply ? *std::move(reply)
                   : m_wire.handler().describeFault({500, "internal", "the request was given up inside the server"}),
             !m_reader.head().keepAlive || m_isDraining);
    }
}

void Connection::send(Reply reply, bool mustClose)
{
    if (std::holds_alternative<std::unique_ptr<ReplyStream>>(reply.body)
        && m_wire.openStreams() >= m_wire.limits().streams) {
        reply = m_wire.handler().describeFault({503, "too_many_streams", "too many event streams are open"});
    }
    if (m_requestId.empty()) {
        m_requestId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    }
    reply.fields.push_back({"X-Request-Id", m_requestId});
    const bool isStream = std::holds_alternative<std::unique_ptr<ReplyStream>>(reply.body);
    ReplyFraming framing;
    framing.isChunked = isStream && m_reader.head().minorVersion > 0;
    framing.bodyIsOmitted = m_reader.head().method == Method::Head;
    framing.closes = mustClose || (isStream && !framing.isChunked);
    m_closesAfterReply = framing.closes;
    m_status = reply.status;
    enter(Phase::Writing);
    m_writer.start(std::move(reply), framing, [this] { streamReady(); });
    m_socket.flush();
    if (m_writer.isDrained()) {
        QMetaObject::invokeMethod(this, &Connection::socketWrote, Qt::QueuedConnection);
    }
}

void Connection::streamReady()
{
    if (m_phase == Phase::Writing) {
        if (m_socket.bytesToWrite() == 0) {
            m_progress = Clock::now(); // the client owed nothing while there was nothing to send
        }
        m_writer.pump();
        m_socket.flush();
    }
}

void Connection::socketWrote()
{
    if (m_phase != Phase::Writing) {
        return;
    }
    m_progress = Clock::now();
    m_writer.pump();
    if (m_writer.isDrained()) {
        // Queued, so that a client with many requests in one packet can't make this recurse.
        QMetaObject::invokeMethod(this, &Connection::replyDrained, Qt::QueuedConnection);
    }
}

void Connection::replyDrained()
{
    if (m_phase != Phase::Writing || !m_writer.isDrained()) {
        return;
    }
    if (m_writer.hasBroken()) {
        return abort();
    }
    const quint64 number = std::exchange(m_exchangeNumber, 0);
    if (number != 0) {
        m_wire.release(number);
    }
    record(m_status);
    if (m_closesAfterReply || m_isDraining) {
        linger();
    } else {
        nextRequest();
    }
}

void Connection::nextRequest()
{
    m_reader.next();
    m_isReadingBody = false;
    m_requestId.clear();
    m_context.reset();
    m_bytesIn = 0;
    enter(Phase::Reading);
    process();
}

void Connection::linger()
{
    enter(Phase::Lingering);
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        return abort();
    }
    // Closing at once would discard what the client has sent and thereby, by a reset, the reply on its way to it.
    ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
    m_input.clear();
    m_inputAt = 0;
    m_socket.skip(m_socket.bytesAvailable());
}

void Connection::drain()
{
    m_isDraining = true;
    if (m_phase == Phase::Reading && !m_reader.isInsideRequest()) {
        linger();
    } else if (isStreaming()) {
        m_writer.endStream();
        socketWrote();
    }
}

void Connection::abort()
{
    m_socket.abort();
    enter(Phase::Closed);
}

void Connection::check(Clock::time_point now)
{
    const WireLimits& limits = m_wire.limits();
    switch (m_phase) {
    case Phase::Reading: return checkReading(now);
    case Phase::Writing:
        if (m_socket.bytesToWrite() > 0 && now - m_progress > limits.writeStall) {
            abort();
        }
        return;
    case Phase::Lingering:
        if (now - m_since > limits.linger) {
            abort();
        }
        return;
    case Phase::Waiting:
    case Phase::Closed: return;
    }
}

void Connection::checkReading(Clock::time_point now)
{
    const WireLimits& limits = m_wire.limits();
    const auto passed = now - m_since;
    if (!m_reader.isInsideRequest()) {
        if (passed > limits.idleTimeout) {
            linger(); // nothing was asked, so nothing is answered
        }
        return;
    }
    if (!m_isReadingBody) {
        if (passed > limits.headTimeout) {
            fail({408, "request_timeout", "the head of the request took too long"});
        }
        return;
    }
    const double seconds = std::chrono::duration<double>(passed).count();
    if (passed > limits.bodyGrace
        && static_cast<double>(m_reader.bodyBytes()) < seconds * static_cast<double>(limits.bodyBytesPerSecond)) {
        fail({408, "request_timeout", "the body of the request comes too slowly"});
    }
}

void Connection::record(int status)
{
    ExchangeRecord entry;
    entry.requestId = m_requestId;
    entry.peer = m_peer;
    if (!m_reader.head().path.empty()) {
        entry.method = toString(m_reader.head().method);
        entry.path = m_reader.head().path;
    }
    entry.status = status;
    entry.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - m_started).count();
    entry.bytesIn = m_bytesIn > 0 ? m_bytesIn : m_reader.bodyBytes();
    entry.bytesOut = static_cast<std::uint64_t>(m_writer.bytesWritten());
    entry.context = m_context;
    m_wire.handler().finished(entry);
}

} // namespace genserve::service
