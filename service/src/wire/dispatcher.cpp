#include "wire/dispatcher.h"

#include <QHttpServerRequest>
#include <QUrl>

namespace genserve::service {

QByteArray Dispatcher::requestFor(quint64 exchange)
{
    return "GET /" + QByteArray::number(exchange) + " HTTP/1.1\r\nHost: genserve\r\nContent-Length: 0\r\n\r\n";
}

std::optional<quint64> Dispatcher::dispatch(const QHttpServerRequest& request)
{
    bool isNumber = false;
    const quint64 exchange = request.url().path().mid(1).toULongLong(&isNumber);
    return isNumber ? std::optional(exchange) : std::nullopt;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

bool Dispatcher::handleRequest(const QHttpServerRequest& request, QTcpSocket* /*socket*/)
{
    if (const auto exchange = dispatch(request)) {
        m_receiver(*exchange);
    }
    return true;
}

void Dispatcher::missingHandler(const QHttpServerRequest& /*request*/, QTcpSocket* /*socket*/) {}

void Dispatcher::release(quint64 /*exchange*/) {}

#else

bool Dispatcher::handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder)
{
    if (const auto exchange = dispatch(request)) {
        m_responders.emplace(*exchange, std::move(responder));
        m_receiver(*exchange);
    }
    return true;
}

void Dispatcher::missingHandler(const QHttpServerRequest& /*request*/, QHttpServerResponder& /*responder*/) {}

void Dispatcher::release(quint64 exchange) { m_responders.erase(exchange); }

#endif

} // namespace genserve::service
