// Listens on one address and hands each connection to the wire; Qt's HTTP server, which takes it for its own, gets
// shells from it.
#pragma once

#include "wire/guard_socket.h"

#include <QTcpServer>

namespace genserve::service {

class Wire;

class GuardServer final : public QTcpServer {
public:
    explicit GuardServer(Wire& wire);

    void addShell(GuardSocket* shell) { addPendingConnection(shell); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void waitForDescriptors();

    Wire& m_wire;
};

} // namespace genserve::service
