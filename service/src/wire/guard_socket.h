// The socket that Qt's HTTP server gets to see: a shell without a connection of its own, into which only requests are
// put that our own reader has understood, in one canonical form. Whatever arrives from the network, Qt's parser reads
// a few lines that this program wrote.
#pragma once

#include <QTcpSocket>

#include <functional>

namespace genserve::service {

class GuardSocket final : public QTcpSocket {
public:
    GuardSocket(const QHostAddress& peerAddress, quint16 peerPort, QObject* parent);
    ~GuardSocket() override;

    // Lets Qt's server read these bytes now.
    void feed(const QByteArray& request);
    // The connection behind the shell has ended; Qt's server deletes the shell.
    void endConnection();
    // Called once when Qt's server closes or deletes the shell; what belongs to it must then forget it.
    std::function<void()> onClosed;

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override { return 0; }
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 readLineData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_pending;
};

} // namespace genserve::service
