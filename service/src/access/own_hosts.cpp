#include "access/own_hosts.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QSysInfo>

namespace genserve::service {

std::vector<std::string> ownHosts()
{
    std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"};
    const auto addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress& address : addresses) {
        QHostAddress plain = address;
        plain.setScopeId({});
        hosts.push_back(plain.toString().toLower().toStdString());
    }
    const std::string name = QSysInfo::machineHostName().toLower().toStdString();
    if (!name.empty()) {
        hosts.push_back(name);
        hosts.push_back(name + ".local");
    }
    return hosts;
}

} // namespace genserve::service
