// `genserve serve`: the tasks, the workers and the REST service, without a window.
#include "commands.h"
#include "console.h"
#include "help_texts.h"
#include "hosting/control_socket.h"
#include "hosting/serve_log.h"
#include "hosting/serve_options.h"
#include "hosting/task_host.h"
#include "resource_paths.h"
#include "rest/rest_door.h"
#include "service/server.h"
#include "stop_signal.h"
#include "tasks/task_observer.h"
#include "watchdog.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <QCoreApplication>
#include <QTimer>

namespace genserve::app {
namespace {

constexpr std::chrono::milliseconds LookInterval{100};
constexpr std::chrono::seconds FirstLookAtMost{10}; // at slow folders; the models come in later then
constexpr std::chrono::seconds RequestGrace{2};     // for answers under way when the service stops

bool hasRunningTask(const tasks::ServiceStatus& status) { return status.tasks.running > 0; }

bool hasFailedDevice(const std::vector<tasks::DeviceStatus>& devices)
{
    return std::ranges::any_of(devices, [](const auto& one) { return one.state == tasks::DeviceState::Quarantined; });
}

// Lives on the main thread while the service runs.
class Serving {
public:
    Serving(ServeChoice choice, RestDoorSettings door, tasks::TaskService& service)
        : m_choice(std::move(choice)), m_door(std::move(door)), m_service(service), m_observer(service)
    {
        QObject::connect(&m_observer, &tasks::TaskObserver::devicesChanged, &m_observer,
                         [this](const std::vector<tasks::DeviceStatus>& devices) { devicesChanged(devices); });
        QObject::connect(&m_observer, &tasks::TaskObserver::changed, &m_observer,
                         [quiet = m_choice.isQuiet](const tasks::TaskView& view) {
                             if (!quiet && isFinal(view.task.state)) {
                                 printLogLine(endOf(view.task));
                             }
                         });
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { lookWhetherDone(); });
    }

    Expected<void> listen()
    {
        auto options = m_choice.server;
        options.keyFile = keyFileIn(m_service.folder().root);
        auto server = service::Server::start(
            std::move(options), [this] { return makeRestDoor(m_service, m_door); },
            [quiet = m_choice.isQuiet](const service::RequestRecord& record) {
                if (!quiet) {
                    printLogLine(record.line());
                }
            });
        if (!server) {
            return tl::unexpected(server.error());
        }
        m_server = std::move(*server);
        m_service.setOwnerNote("port " + std::to_string(m_server->port()));
        return {};
    }

    [[nodiscard]] std::uint16_t port() const { return m_server->port(); }

    // Takes nothing new, lets what runs come to its end unless the user wants it at once, then leaves the event loop.
    void stop(int exitCode)
    {
        if (m_isStopping) {
            return;
        }
        m_isStopping = true;
        m_exitCode = exitCode;
        m_server->drain();
        drainDevices(m_service);
        if (!m_choice.stopsNow && hasRunningTask(m_service.status())) {
            printError("stopping after the tasks that run; the others wait for the next start");
        }
        m_timer.start(LookInterval);
        lookWhetherDone();
    }

    void close()
    {
        if (m_server) {
            m_server->stop(RequestGrace);
        }
    }

private:
    void lookWhetherDone()
    {
        if (m_choice.stopsNow || !hasRunningTask(m_service.status())) {
            QCoreApplication::exit(m_exitCode);
        }
    }

    // Under the watchdog a new process is the way to get the device back, once the others have finished their tasks.
    void devicesChanged(const std::vector<tasks::DeviceStatus>& devices)
    {
        if (std::getenv(WatchedVariable) != nullptr && hasFailedDevice(devices)) {
            printError("a device failed: starting anew once the running tasks are finished");
            stop(RestartWanted);
        }
    }

    ServeChoice m_choice;
    const RestDoorSettings m_door;
    tasks::TaskService& m_service;
    tasks::TaskObserver m_observer;
    QTimer m_timer;
    std::unique_ptr<service::Server> m_server;
    bool m_isStopping = false;
    int m_exitCode = Success;
};

void sayWhere(const ServeChoice& choice, const Serving& serving, const tasks::TaskService& service)
{
    for (const auto& notice : service.notices()) {
        printWarning(notice);
    }
    std::string devices;
    for (const auto& device : service.status().devices) {
        devices += (devices.empty() ? "" : ", ") + device.id;
    }
    printLine("genserve serves on port " + std::to_string(serving.port()) + " of " + choice.addressText() + " with "
              + devices + "; tasks lie in " + service.folder().root.string());
    if (choice.server.needsKey && choice.isShared()) {
        printLine("Other computers need a key: genserve keys add NAME");
    }
    std::fflush(stdout);
}

int serve(const ServeChoice& choice)
{
    StopSignal signal; // before all that may start threads
    int count = 0;
    QCoreApplication application(count, nullptr);
    const auto engine = engineOptionsOf(choice.host);
    const auto folders = std::make_shared<ModelFolders>(engine.modelFolders);
    const auto planner = std::make_shared<Planner>(engine);
    const auto models = std::make_shared<ModelWatch>(folders, planner); // looks while the tasks are read
    auto service = startTasks(choice.host, engine, folders, planner);
    if (!service) {
        return reportStartFailure(service.error());
    }
    models->waitForFirstLook(FirstLookAtMost);
    const RestDoorSettings door{.models = models, .planner = planner};
    Serving serving(choice, door, **service);
    if (auto listening = serving.listen(); !listening) {
        return reportError(listening.error(), false);
    }
    auto control = ControlSocket::open(**service);
    if (!control) {
        printWarning(describe(control.error()));
    }
    sayWhere(choice, serving, **service);
    const std::stop_callback onSignal(signal.token(), [&] {
        QMetaObject::invokeMethod(
            &application, [&serving] { serving.stop(Success); }, Qt::QueuedConnection);
    });
    const int code = QCoreApplication::exec();
    serving.close();
    (*service)->stop();
    return code;
}

} // namespace

int runServe(Words arguments)
{
    ServeChoice choice;
    std::vector<Option> table;
    addServeOptions(table, choice);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(ServeHelp);
    }
    refuseArguments(parsed);
    std::ranges::move(checkHost(choice.host), std::back_inserter(parsed.faults));
    if (!parsed.faults.empty()) {
        return reportFaults("serve", parsed.faults, false);
    }
    return serve(choice);
}

} // namespace genserve::app
