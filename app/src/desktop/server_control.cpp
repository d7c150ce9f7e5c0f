#include "server_control.h"

#include <algorithm>
#include <chrono>

#include <QDateTime>
#include <QHostAddress>
#include <QNetworkInterface>

#include "../resource_paths.h"
#include "tasks/thread_port.h"

namespace genserve::app {
namespace {

constexpr int PortsTried = 20; // after the wanted one
constexpr tasks::WallMs KeepUseEveryMs = 30'000;
constexpr std::chrono::milliseconds StopGrace{500};
constexpr std::chrono::seconds NewsInterval{1};

const QString OnKey = QStringLiteral("server/on");
const QString SharedKey = QStringLiteral("server/shared");
const QString PortKey = QStringLiteral("server/port");
const QString KeyUseKey = QStringLiteral("server/keyUse"); // by name: when last, and how often on that day

QStringList addressesOf(int port, bool isShared)
{
    QStringList list;
    const auto url = [port](const QString& host) { return QStringLiteral("http://%1:%2").arg(host).arg(port); };
    if (isShared) {
        for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
            if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback()
                && !address.isLinkLocal()) {
                list << url(address.toString());
            }
        }
    }
    return list << url(QStringLiteral("localhost"));
}

} // namespace

ServerControl::ServerControl(tasks::TaskService& service, const ui::TaskDoor& tasks, RestDoorSettings door,
                             const QString& settingsFile, std::optional<int> port)
    : m_service(service), m_tasks(tasks), m_door(std::move(door)), m_settings(settingsFile, QSettings::IniFormat)
{
    m_state.isWanted = m_settings.value(OnKey, true).toBool();
    m_state.isShared = m_settings.value(SharedKey, false).toBool();
    m_wantedPort = port.value_or(std::clamp(m_settings.value(PortKey, m_state.port).toInt(), 1, 65535));
    m_state.port = m_wantedPort;
    m_news.setSingleShot(true);
    m_news.setInterval(NewsInterval);
    connect(&m_news, &QTimer::timeout, this, &ServerControl::tellTraffic);
    m_starter.setMaxThreadCount(1);
    restoreKeyUse();
    readKeys();
    if (m_state.isWanted) {
        restart();
    }
}

ServerControl::~ServerControl()
{
    m_starter.waitForDone();
    if (m_server) {
        m_server->stop(StopGrace);
    }
    keepKeyUse();
}

// Asked every second while requests come: the file is read only where it has changed.
Expected<service::KeyStore*> ServerControl::keyStore()
{
    if (m_store) {
        return m_store->refresh().map([this] { return &*m_store; });
    }
    return service::KeyStore::open(keyFileIn(m_service.folder().root)).map([this](service::KeyStore store) {
        return &m_store.emplace(std::move(store));
    });
}

void ServerControl::restart()
{
    m_state.isOn = false;
    m_state.problem.clear();
    m_state.addresses.clear();
    service::ServerOptions options;
    if (m_state.isShared) {
        options.addresses = {"0.0.0.0", "::"};
    }
    options.port = static_cast<std::uint16_t>(m_wantedPort);
    options.keyFile = keyFileIn(m_service.folder().root);
    const tasks::ThreadPort here(this);
    const auto audit = [this, here](const service::RequestRecord& record) {
        here.post([this, record] { takeRecord(record); });
    };
    m_starter.start([this, here, attempt = ++m_attempt, isWanted = m_state.isWanted, former = std::move(m_server),
                     options, door = m_door, audit, &service = m_service]() mutable {
        if (former) {
            former->stop(StopGrace);
            former.reset();
        }
        if (isWanted) {
            const auto makeDoor = [&service, door] { return makeRestDoor(service, door); };
            auto outcome = std::make_shared<Listening>(firstFree(options, makeDoor, audit));
            here.post([this, attempt, outcome] {
                if (attempt == m_attempt) {
                    listens(*outcome);
                }
            });
        }
    });
    m_server.reset();
    Q_EMIT stateChanged();
}

// The wanted port, else the next one that is free.
ServerControl::Listening ServerControl::firstFree(service::ServerOptions options,
                                                  const service::Server::DoorFactory& makeDoor,
                                                  const service::Server::Audit& audit)
{
    Listening outcome{nullptr, options.port, {}};
    const int last = std::min(65535, outcome.wantedPort + PortsTried);
    for (int port = outcome.wantedPort; port <= last; ++port) {
        options.port = static_cast<std::uint16_t>(port);
        if (auto server = service::Server::start(options, makeDoor, audit)) {
            outcome.server = std::move(*server);
            return outcome;
        } else if (outcome.problem.empty()) {
            outcome.problem = describe(server.error());
        }
    }
    return outcome;
}

void ServerControl::listens(const Listening& outcome)
{
    m_server = outcome.server;
    m_state.isOn = m_server != nullptr;
    m_state.problem = m_state.isOn ? QString() : QString::fromStdString(outcome.problem);
    if (m_server) {
        m_state.port = m_server->port();
        m_state.sinceMs = QDateTime::currentMSecsSinceEpoch();
        m_state.addresses = addressesOf(m_state.port, m_state.isShared);
        m_service.setOwnerNote("port " + std::to_string(m_state.port));
        if (m_state.port != outcome.wantedPort) {
            m_state.problem = tr("Port %1 is in use by another program, so port %2 answers.")
                                  .arg(outcome.wantedPort)
                                  .arg(m_state.port);
        }
    }
    Q_EMIT stateChanged();
}

void ServerControl::setOn(bool isOn)
{
    m_settings.setValue(OnKey, isOn);
    m_state.isWanted = isOn;
    restart();
}

void ServerControl::setShared(bool isShared)
{
    m_settings.setValue(SharedKey, isShared);
    m_state.isShared = isShared;
    restart();
}

void ServerControl::setPort(int port)
{
    m_wantedPort = std::clamp(port, 1, 65535);
    m_state.port = m_wantedPort;
    m_settings.setValue(PortKey, m_wantedPort);
    restart();
}

void ServerControl::takeRecord(const service::RequestRecord& record)
{
    m_traffic.add(record, QDateTime::currentMSecsSinceEpoch());
    if (!m_news.isActive()) {
        m_news.start();
    }
}

void ServerControl::tellTraffic()
{
    const auto now = QDateTime::currentMSecsSinceEpoch();
    m_state.requests = m_traffic.requests(now);
    m_state.refused = m_traffic.refused(now);
    m_clients = m_traffic.clients(now);
    for (auto& client : m_clients) {
        const auto name = client.name.isEmpty() ? tasks::LocalClient : client.name.toStdString();
        client.tasks = static_cast<int>(std::ranges::count_if(m_tasks.tasks(), [&](const tasks::TaskView& view) {
            return view.task.client == name && !isFinal(view.task.state);
        }));
    }
    readKeys();
    if (now - m_useKeptMs >= KeepUseEveryMs) {
        keepKeyUse();
    }
    Q_EMIT clientsChanged();
    Q_EMIT stateChanged();
}

void ServerControl::readKeys()
{
    m_keys.clear();
    const auto store = keyStore();
    if (!store) {
        m_state.problem = QString::fromStdString(describe(store.error()));
        return;
    }
    const auto now = QDateTime::currentMSecsSinceEpoch();
    for (const auto& key : (*store)->keys()) {
        const auto use = m_traffic.keyUse(key.name, now);
        const auto created = QDateTime::fromString(QString::fromStdString(key.createdAt), Qt::ISODate);
        m_keys.push_back({QString::fromStdString(key.name), QString::fromStdString(key.scopes),
                          created.toMSecsSinceEpoch(), use.lastMs, use.today});
    }
    Q_EMIT keysChanged();
}

void ServerControl::restoreKeyUse()
{
    const auto uses = m_settings.value(KeyUseKey).toMap();
    for (auto it = uses.begin(); it != uses.end(); ++it) {
        const auto numbers = it.value().toList();
        if (numbers.size() == 2) {
            m_traffic.restore(it.key().toStdString(), {numbers[0].toLongLong(), std::max(0, numbers[1].toInt())});
        }
    }
}

// Of the keys that there are.
void ServerControl::keepKeyUse()
{
    m_useKeptMs = QDateTime::currentMSecsSinceEpoch();
    QVariantMap uses;
    for (const ui::ServerKey& key : m_keys) {
        if (const auto use = m_traffic.keyUse(key.name.toStdString(), m_useKeptMs); use.lastMs != 0) {
            uses[key.name] = QVariantList{QVariant::fromValue<qlonglong>(use.lastMs), use.today};
        }
    }
    m_settings.setValue(KeyUseKey, uses);
}

void ServerControl::addKey(const QString& name, const QString& scopes,
                           std::function<void(tl::expected<QString, QString>)> answer)
{
    const auto store = keyStore();
    auto key = store ? (*store)->add(name.toStdString(), scopes.toStdString()) : tl::unexpected(store.error());
    readKeys();
    if (key) {
        answer(QString::fromStdString(*key));
    } else {
        answer(tl::unexpected(QString::fromStdString(describe(key.error()))));
    }
}

void ServerControl::revokeKey(const QString& name)
{
    const auto store = keyStore();
    const auto done = store ? (*store)->revoke(name.toStdString()) : tl::unexpected(store.error());
    readKeys();
    if (!done) {
        Q_EMIT refused(QString::fromStdString(describe(done.error())));
    }
}

} // namespace genserve::app
