#include "wire/guard_socket.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace genserve::service {

GuardSocket::GuardSocket(const QHostAddress& peerAddress, quint16 peerPort, QObject* parent) : QTcpSocket(parent)
{
    QIODevice::open(QIODevice::ReadWrite);
    setPeerAddress(peerAddress);
    setPeerPort(peerPort);
    setSocketState(QAbstractSocket::ConnectedState);
}

GuardSocket::~GuardSocket()
{
    if (const auto callback = std::exchange(onClosed, nullptr)) {
        callback();
    }
    setSocketState(QAbstractSocket::UnconnectedState); // else the base class would wait for a connection to end
}

void GuardSocket::feed(const QByteArray& request)
{
    m_pending += request;
    Q_EMIT readyRead();
}

void GuardSocket::endConnection()
{
    onClosed = nullptr;
    if (state() != QAbstractSocket::UnconnectedState) {
        m_pending.clear();
        setSocketState(QAbstractSocket::UnconnectedState);
        Q_EMIT disconnected();
    }
}

qint64 GuardSocket::bytesAvailable() const { return QIODevice::bytesAvailable() + m_pending.size(); }

void GuardSocket::disconnectFromHost()
{
    if (const auto callback = std::exchange(onClosed, nullptr)) {
        callback();
    }
    endConnection();
}

void GuardSocket::close() { disconnectFromHost(); }

qint64 GuardSocket::readData(char* data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_pending.size());
    std::memcpy(data, m_pending.constData(), static_cast<std::size_t>(size));
    m_pending.remove(0, size);
    return size;
}

qint64 GuardSocket::readLineData(char* data, qint64 maxSize)
{
    const qsizetype end = m_pending.indexOf('\n');
    return readData(data, end < 0 ? maxSize : std::min<qint64>(maxSize, end + 1));
}

qint64 GuardSocket::writeData(const char* /*data*/, qint64 size)
{
    return size; // replies never pass here: the wire writes them itself
}

} // namespace genserve::service
