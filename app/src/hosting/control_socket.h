// The owner's local socket in the data folder: how `genserve queue` reaches the process that owns the tasks.
//
// One JSON object a line, one line back, in order. Only the user's own processes can connect (mode 0600).
#pragma once

#include <memory>

#include <QObject>
#include <QString>

#include "base/error.h"
#include "queue_control.h"

class QLocalServer;
class QLocalSocket;

namespace genserve::app {

constexpr std::size_t MostCommandBytes = 64 * 1024;

// <data>/control by a name of this process that is short enough for a socket, however long the folder's own is.
class ControlSocketName {
public:
    explicit ControlSocketName(const std::filesystem::path& dataFolder);
    ~ControlSocketName();
    [[nodiscard]] QString text() const;
    ControlSocketName(const ControlSocketName&) = delete;
    ControlSocketName& operator=(const ControlSocketName&) = delete;

private:
    int m_folder; // a descriptor
};

// Lives on a thread with an event loop; the service outlives it.
class ControlSocket : public QObject {
public:
    // Io where the socket can't be made. Replaces one that a dead process left: the caller owns the data folder.
    // `raise` brings the window to the front when {"command": "raise"} asks for it, which is {"raised": true}, with
    // the "picture" that is to be opened, an absolute path or empty. No `raise` = there is no window.
    using Raise = std::function<void(const std::string& picture)>;
    static Expected<std::unique_ptr<ControlSocket>> open(tasks::TaskService& service, Raise raise = {});
    ~ControlSocket() override;

private:
    ControlSocket(tasks::TaskService& service, Raise raise);
    void connected();
    void readLines(QLocalSocket* socket);

    QueueControl m_control;
    Raise m_raise;
    ControlSocketName m_name;
    std::unique_ptr<QLocalServer> m_server;
};

// One command to the owner of a data folder. Blocks up to 10 s. NotFound where nobody listens.
Expected<QueueControl::Json> askOwner(const std::filesystem::path& dataFolder, const QueueControl::Json& command);

} // namespace genserve::app
