// One client's connection: reads requests, asks the handler, sends replies, keeps the limits. The only owner of the
// real socket. Deletes itself, by the wire, when the socket has closed.
#pragma once

#include "wire/exchange.h"
#include "wire/guard_socket.h"
#include "wire/reply_writer.h"
#include "wire/request_reader.h"

#include <QElapsedTimer>
#include <QPointer>

#include <chrono>

namespace genserve::service {

class Wire;
class GuardServer;

class Connection final : public QObject {
public:
    using Clock = std::chrono::steady_clock;

    // socket: connected; becomes this object's.
    Connection(Wire& wire, GuardServer& server, QTcpSocket* socket);
    ~Connection() override;

    // Answers with this and closes, without reading a request.
    void refuse(const WireFault& fault);
    // Calls the handler with the request that was dispatched.
    void handleDispatched();
    // Ends what has run out of time.
    void check(Clock::time_point now);
    // Closes as soon as no request is under way; a stream ends now.
    void drain();
    void abort();

    // Counts for the limits: it may still send requests.
    [[nodiscard]] bool isInUse() const { return !m_isRefused && m_phase != Phase::Lingering; }
    [[nodiscard]] const QHostAddress& address() const { return m_peer.address; }
    [[nodiscard]] bool isStreaming() const { return m_phase == Phase::Writing && m_writer.isStreaming(); }

private:
    enum class Phase {
        Reading,   // bytes of a request are awaited
        Waiting,   // the handler has a request; nothing is read meanwhile
        Writing,   // a reply is on its way
        Lingering, // the last reply was sent; what still comes is dropped
        Closed,
    };

    void enter(Phase phase);
    void process();
    bool refill();
    void admit();
    void startBody(const Admission& admission);
    void dispatch();
    void fail(const WireFault& fault);
    void answer(std::optional<Reply> reply);
    void send(Reply reply, bool mustClose);
    void streamReady();
    void socketReadable();
    void socketWrote();
    void replyDrained();
    void nextRequest();
    void linger();
    void dropExchange();
    void record(int status);
    void checkReading(Clock::time_point now);
    GuardSocket& shell();

    Wire& m_wire;
    QPointer<GuardServer> m_server;
    QTcpSocket& m_socket;
    Peer m_peer;
    QPointer<GuardSocket> m_shell;
    RequestReader m_reader;
    ReplyWriter m_writer;
    QByteArray m_input; // read from the socket, not yet by the reader
    qsizetype m_inputAt = 0;

    Phase m_phase = Phase::Reading;
    Clock::time_point m_since;    // the phase, or the part of the request that is being read, began
    Clock::time_point m_progress; // the client last took something
    bool m_isReadingBody = false;
    bool m_isDraining = false;
    bool m_isRefused = false;
    bool m_closesAfterReply = false;

    // Of the request under way.
    quint64 m_exchangeNumber = 0; // 0 = none is open
    std::weak_ptr<Exchange> m_exchange;
    std::shared_ptr<Exchange> m_dispatched; // between dispatch() and handleDispatched()
    std::shared_ptr<RequestContext> m_context;
    std::string m_requestId;
    Clock::time_point m_started;
    int m_status = 0;
    std::uint64_t m_bytesIn = 0;
};

} // namespace genserve::service
