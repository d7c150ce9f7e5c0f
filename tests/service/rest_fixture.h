// A server over the fake door, and a client that asks it one thing at a time.
#pragma once

#include "service/server.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <map>
#include <memory>
#include <string>

struct Answer {
    int status = 0;
    std::map<std::string, std::string> fields;
    QByteArray body;

    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString text(const char* key) const { return object()[QLatin1String(key)].toString(); }
};

class RestFixture {
public:
    // On any port of 127.0.0.1; the server that was there before is stopped.
    void start(genserve::service::ServerOptions options = {});
    // status 0: there was no answer.
    Answer ask(const std::string& method, const std::string& path, const std::string& body = "",
               const std::string& fields = "Content-Type: application/json\r\n",
               const std::string& host = "localhost") const;
    [[nodiscard]] genserve::service::Server& server() const { return *m_server; }
    void stop() { m_server.reset(); }

    // The bytes of a request.
    static std::string request(const std::string& method, const std::string& path, const std::string& body = "",
                               const std::string& fields = "Content-Type: application/json\r\n",
                               const std::string& host = "localhost");

private:
    std::unique_ptr<genserve::service::Server> m_server;
};
