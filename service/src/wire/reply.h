// An answer as plain data: what handlers return and the wire serialises, the same on every version of Qt.
#pragma once

#include "wire/request_head.h"

#include <QByteArray>
#include <QIODevice>

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace genserve::service {

// A body that comes into being while it is sent, such as events. Lives and is used on the service thread; it is
// destroyed when all of it is sent or the client has gone.
class ReplyStream {
public:
    virtual ~ReplyStream() = default;
    // The next bytes, at most so many; empty = none at the moment. Only called when the client takes more, so that a
    // slow client holds back this function and nothing else.
    virtual QByteArray take(qint64 atMost) = 0;
    [[nodiscard]] virtual bool atEnd() const = 0;

    // Set by the wire; a stream calls it when there are bytes again or the end has come.
    std::function<void()> onReady;
};

struct Reply {
    int status = 200;
    // Content-Length, Transfer-Encoding, Connection and Date are the wire's. A field that would break the head (line
    // ends in its value) is left out.
    std::vector<HeaderField> fields;
    // Bytes; or a file, opened for reading, from where it stands to its end; or a stream.
    std::variant<QByteArray, std::unique_ptr<QIODevice>, std::unique_ptr<ReplyStream>> body;

    static Reply withBytes(int status, std::string contentType, QByteArray bytes);
};

// "OK", "Not Found", ...; empty for statuses that this server does not use.
std::string_view reasonPhrase(int status);

// How one reply is framed.
struct ReplyFraming {
    bool bodyIsOmitted = false; // the answer to HEAD
    bool isChunked = false;     // of streams, except for HTTP/1.0
    bool closes = false;
};

// Status line and fields up to and with the empty line. length: bytes of the body, or negative where there is no
// length.
QByteArray serialiseHead(const Reply& reply, const ReplyFraming& framing, qint64 length);

} // namespace genserve::service
