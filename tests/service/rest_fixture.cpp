#include "rest_fixture.h"

#include "fake_door.h"
#include "raw_client.h"

using namespace genserve::service;

void RestFixture::start(ServerOptions options)
{
    m_server.reset();
    options.addresses = {"127.0.0.1"};
    options.port = 0;
    options.limits.linger = std::chrono::milliseconds(300);
    auto server = Server::start(options, [] { return std::make_unique<FakeDoor>(); }, {});
    if (!server) {
        qFatal("the test's server did not start: %s", server.error().message.c_str());
    }
    m_server = *std::move(server);
}

std::string RestFixture::request(const std::string& method, const std::string& path, const std::string& body,
                                 const std::string& fields, const std::string& host)
{
    return method + ' ' + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields
           + (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body;
}

Answer RestFixture::ask(const std::string& method, const std::string& path, const std::string& body,
                        const std::string& fields, const std::string& host) const
{
    RawClient client(m_server->port());
    client.send(request(method, path, body, fields, host));
    const auto reply = client.receive(5000, method == "HEAD");
    return reply ? Answer{reply->status, reply->fields, QByteArray::fromStdString(reply->body)} : Answer{};
}
