// The REST service inside the desktop program: switched, moved and shared while it runs.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QSettings>
#include <QThreadPool>
#include <QTimer>

#include "../rest/rest_door.h"
#include "server_traffic.h"
#include "service/key_store.h"
#include "service/server.h"
#include "tasks/task_service.h"
#include "ui/world.h"

namespace genserve::app {

// GUI thread. Remembers in the settings file whether it is on (it is unless switched off), shared, and its port.
class ServerControl : public ui::ServerControl {
    Q_OBJECT

public:
    // The service and the door outlive it. port: for this start; absent = the remembered one.
    ServerControl(tasks::TaskService& service, const ui::TaskDoor& tasks, RestDoorSettings door,
                  const QString& settingsFile, std::optional<int> port = {});
    ~ServerControl() override;

    [[nodiscard]] const ui::ServerState& state() const override { return m_state; }
    [[nodiscard]] const std::vector<ui::ServerKey>& keys() const override { return m_keys; }
    [[nodiscard]] const std::vector<ui::ServerClient>& clients() const override { return m_clients; }

    void setOn(bool isOn) override;
    void setShared(bool isShared) override;
    void setPort(int port) override;
    void addKey(const QString& name, const QString& scopes,
                std::function<void(tl::expected<QString, QString>)> answer) override;
    void revokeKey(const QString& name) override;

private:
    struct Listening { // what became of an attempt to listen
        std::shared_ptr<service::Server> server;
        int wantedPort = 0;
        std::string problem;
    };
    // Stops what answers now and listens anew where that is wanted, on m_starter's thread: both take their time.
    void restart();
    static Listening firstFree(service::ServerOptions options, const service::Server::DoorFactory& makeDoor,
                               const service::Server::Audit& audit);
    void listens(const Listening& outcome);
    void takeRecord(const service::RequestRecord& record);
    void tellTraffic();
    void readKeys();
    void restoreKeyUse(); // what earlier starts of the window saw
    void keepKeyUse();
    // The store as it lies on the disk now.
    Expected<service::KeyStore*> keyStore();

    tasks::TaskService& m_service;
    const ui::TaskDoor& m_tasks;
    const RestDoorSettings m_door;
    QSettings m_settings;
    ui::ServerState m_state;
    int m_wantedPort;
    std::optional<service::KeyStore> m_store;
    std::vector<ui::ServerKey> m_keys;
    std::vector<ui::ServerClient> m_clients;
    ServerTraffic m_traffic;
    tasks::WallMs m_useKeptMs = 0;
    QTimer m_news; // runs after a request, so that the page hears of many at once
    std::shared_ptr<service::Server> m_server;
    int m_attempt = 0; // number of the latest restart; what earlier ones bring is dropped
    QThreadPool m_starter;
};

} // namespace genserve::app
