#include "wire/reply_writer.h"

#include <algorithm>

namespace genserve::service {
namespace {

constexpr qint64 PieceBytes = 64 * 1024;

} // namespace

void ReplyWriter::start(Reply reply, const ReplyFraming& framing, std::function<void()> onReady)
{
    m_reply = std::move(reply);
    m_framing = framing;
    m_offset = 0;
    m_bytes = 0;
    m_isComplete = false;
    m_isBroken = false;
    m_isStream = false;
    if (auto* const bytes = std::get_if<QByteArray>(&m_reply.body)) {
        m_remaining = bytes->size();
    } else if (auto* const file = std::get_if<std::unique_ptr<QIODevice>>(&m_reply.body)) {
        m_remaining = (*file)->size() - (*file)->pos();
    } else {
        m_isStream = true;
        m_remaining = -1;
        std::get<std::unique_ptr<ReplyStream>>(m_reply.body)->onReady = std::move(onReady);
    }
    write(serialiseHead(m_reply, m_framing, m_remaining));
    if (m_framing.bodyIsOmitted || m_reply.status == 204 || m_reply.status == 304) {
        complete();
    }
    pump();
}

void ReplyWriter::pump()
{
    while (!m_isComplete && m_socket.bytesToWrite() < AheadBytes) {
        if (!m_isStream && m_remaining == 0) {
            complete();
            break;
        }
        const QByteArray piece = nextPiece(PieceBytes);
        if (piece.isEmpty()) {
            if (!m_isStream) {
                m_isBroken = true;
                complete();
            } else if (std::get<std::unique_ptr<ReplyStream>>(m_reply.body)->atEnd()) {
                endStream();
            }
            break;
        }
        if (m_framing.isChunked) {
            write(QByteArray::number(piece.size(), 16) + "\r\n");
        }
        write(piece);
        if (m_framing.isChunked) {
            write("\r\n");
        }
    }
}

QByteArray ReplyWriter::nextPiece(qint64 atMost)
{
    if (m_isStream) {
        return std::get<std::unique_ptr<ReplyStream>>(m_reply.body)->take(atMost);
    }
    const qint64 wanted = std::min(atMost, m_remaining);
    QByteArray piece;
    if (auto* const bytes = std::get_if<QByteArray>(&m_reply.body)) {
        piece = QByteArray::fromRawData(bytes->constData() + m_offset, wanted);
        m_offset += wanted;
    } else {
        piece = std::get<std::unique_ptr<QIODevice>>(m_reply.body)->read(wanted);
    }
    m_remaining -= piece.size();
    return piece;
}

void ReplyWriter::write(const QByteArray& bytes)
{
    m_bytes += bytes.size();
    // The form with pointer and size copies, which a piece that borrows from the body needs.
    m_socket.write(bytes.constData(), bytes.size());
}

void ReplyWriter::endStream()
{
    if (m_isStream && !m_isComplete) {
        if (m_framing.isChunked) {
            write("0\r\n\r\n");
        }
        complete();
    }
}

void ReplyWriter::complete()
{
    m_isComplete = true;
    m_reply.body = QByteArray();
}

void ReplyWriter::clear() { complete(); }

} // namespace genserve::service
