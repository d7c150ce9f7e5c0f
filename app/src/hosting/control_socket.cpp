#include "control_socket.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>

#include <fcntl.h>
#include <unistd.h>

#include "tasks/thread_port.h"

namespace genserve::app {
namespace {

using Json = QueueControl::Json;

constexpr int PatienceMs = 10'000;

QByteArray line(const Json& json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n';
}

} // namespace

ControlSocketName::ControlSocketName(const std::filesystem::path& dataFolder)
    : m_folder(::open(dataFolder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))
{
}

ControlSocketName::~ControlSocketName()
{
    if (m_folder >= 0) {
        ::close(m_folder);
    }
}

QString ControlSocketName::text() const { return QStringLiteral("/proc/self/fd/%1/control").arg(m_folder); }

Expected<std::unique_ptr<ControlSocket>> ControlSocket::open(tasks::TaskService& service, Raise raise)
{
    std::unique_ptr<ControlSocket> made(new ControlSocket(service, std::move(raise)));
    QLocalServer::removeServer(made->m_name.text());
    if (!made->m_server->listen(made->m_name.text())) {
        return failure(ErrorCode::Io,
                       "the queue's control socket can't be opened: " + made->m_server->errorString().toStdString(),
                       service.folder().root.string());
    }
    return made;
}

ControlSocket::ControlSocket(tasks::TaskService& service, Raise raise)
    : m_control(service),
      m_raise(std::move(raise)),
      m_name(service.folder().root),
      m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &ControlSocket::connected);
}

ControlSocket::~ControlSocket() = default;

void ControlSocket::connected()
{
    while (QLocalSocket* socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { readLines(socket); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void ControlSocket::readLines(QLocalSocket* socket)
{
    while (socket->canReadLine()) {
        const auto text = socket->readLine().toStdString();
        const auto command = Json::parse(text, nullptr, false);
        if (m_raise && command.is_object() && command.value("command", Json()) == "raise") {
            const auto picture = command.find("picture");
            m_raise(picture != command.end() && picture->is_string() ? picture->get<std::string>() : std::string());
            socket->write(line({{"raised", true}}));
            continue;
        }
        // The answer comes on the tasks thread, perhaps after the asker has gone.
        const tasks::ThreadPort port(this);
        m_control.handle(command, [port, asker = QPointer<QLocalSocket>(socket)](const Json& answer) {
            port.post([asker, bytes = line(answer)] {
                if (asker) {
                    asker->write(bytes);
                }
            });
        });
    }
    if (socket->bytesAvailable() > static_cast<qint64>(MostCommandBytes)) {
        socket->abort();
    }
}

Expected<Json> askOwner(const std::filesystem::path& dataFolder, const Json& command)
{
    const ControlSocketName name(dataFolder);
    QLocalSocket socket;
    socket.connectToServer(name.text());
    if (!socket.waitForConnected(PatienceMs)) {
        return failure(ErrorCode::NotFound, "no genserve process answers for this data folder", dataFolder.string());
    }
    socket.write(line(command));
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(PatienceMs)) {
            return failure(ErrorCode::Io, "the genserve process that owns this data folder does not answer",
                           dataFolder.string());
        }
    }
    auto answer = Json::parse(socket.readLine().toStdString(), nullptr, false);
    if (!answer.is_object()) {
        return failure(ErrorCode::CorruptFile, "the owner's answer is no JSON object", dataFolder.string());
    }
    return answer;
}

} // namespace genserve::app
