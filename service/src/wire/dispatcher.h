// Qt's HTTP server as the dispatcher behind the wire: it is told the number of an exchange and tells it on. Nothing
// else of a request passes through it, so its versions can't differ in what clients see.
#pragma once

#include <QAbstractHttpServer>
#include <QByteArray>
#include <QHttpServerResponder>

#include <functional>
#include <optional>
#include <unordered_map>

namespace genserve::service {

class Dispatcher final : public QAbstractHttpServer {
public:
    using Receiver = std::function<void(quint64 exchange)>;

    explicit Dispatcher(Receiver receiver) : m_receiver(std::move(receiver)) {}

    // The canonical request that brings the exchange back through handleRequest().
    static QByteArray requestFor(quint64 exchange);
    // The exchange was answered or its client has gone. Not from inside the receiver: releasing a responder there
    // makes Qt 6.5 and later connect to the socket once more per request.
    void release(quint64 exchange);

private:
    std::optional<quint64> dispatch(const QHttpServerRequest& request);

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;
#else
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override;
    void missingHandler(const QHttpServerRequest& request, QHttpServerResponder& responder) override;
    // Kept while the exchange is open: Qt takes the end of a responder for the end of the request.
    std::unordered_map<quint64, QHttpServerResponder> m_responders;
#endif

    Receiver m_receiver;
};

} // namespace genserve::service
