// Sends one reply at a time to a socket, never more ahead than the socket's own small buffer.
#pragma once

#include "wire/reply.h"

#include <QTcpSocket>

namespace genserve::service {

class ReplyWriter {
public:
    static constexpr qint64 AheadBytes = 256 * 1024; // what may wait in the socket's buffer

    // socket must outlive this object.
    explicit ReplyWriter(QTcpSocket& socket) : m_socket(socket) {}

    // onReady is called when a stream has something again; the caller then calls pump().
    void start(Reply reply, const ReplyFraming& framing, std::function<void()> onReady);
    // Writes what fits. Called again whenever the socket has sent something.
    void pump();
    // Everything was handed to the socket, and the socket has handed it to the system.
    [[nodiscard]] bool isDrained() const { return m_isComplete && m_socket.bytesToWrite() == 0; }
    // The promised bytes can't come (a file that became shorter): only closing tells the client.
    [[nodiscard]] bool hasBroken() const { return m_isBroken; }
    [[nodiscard]] bool isStreaming() const { return m_isStream && !m_isComplete; }
    [[nodiscard]] qint64 bytesWritten() const { return m_bytes; } // of head and body
    // Ends a stream after what was sent of it.
    void endStream();
    // Drops the reply's body.
    void clear();

private:
    QByteArray nextPiece(qint64 atMost);
    void write(const QByteArray& bytes);
    void complete();

    QTcpSocket& m_socket;
    Reply m_reply;
    ReplyFraming m_framing;
    qsizetype m_offset = 0; // sent of a body of bytes
    qint64 m_remaining = 0; // to be sent of a body of bytes or file
    qint64 m_bytes = 0;
    bool m_isStream = false;
    bool m_isComplete = true;
    bool m_isBroken = false;
};

} // namespace genserve::service
