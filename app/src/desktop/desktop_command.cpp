// `genserve` without arguments: the window, its queue and a worker for every device.
#include "../commands.h"
#include "../console.h"
#include "../hosting/control_socket.h"
#include "../hosting/model_watch.h"
#include "../hosting/planner.h"
#include "../hosting/task_host.h"
#include "../resource_paths.h"
#include "desktop_program.h"
#include "installed_models.h"
#include "server_control.h"
#include "service_door.h"
#include "token_counter.h"
#include "ui/desktop.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include <unistd.h>

namespace genserve::app {
namespace {

// A second start shows the window of the first one.
bool raisesFirstStart(const tasks::StartFailure& failure, const HostChoice& choice)
{
    if (!failure.owner) {
        return false;
    }
    const auto answer = askOwner(choice.dataPath(), {{"command", "raise"}});
    return answer && answer->contains("raised");
}

// Sets restarts where the user wants the program to start anew.
int showWindow(bool& restarts)
{
    std::string name = "genserve";
    std::array<char*, 2> words{name.data(), nullptr};
    int count = 1;
    const auto settings = QString::fromStdString(settingsFile().string());
    ui::Desktop desktop(count, words.data(), settings);
    HostChoice choice;
    choice.engine.choosesPrecision = DesktopProgram::prefersFloat8(settings);
    const auto engine = engineOptionsOf(choice);
    const auto folders = std::make_shared<ModelFolders>(InstalledModels::searched(settings, engine.modelFolders));
    const auto planner = std::make_shared<Planner>(engine);
    const auto watch = std::make_shared<ModelWatch>(folders, planner); // looks while the tasks are read
    auto service = startTasks(choice, engine, folders, planner);
    if (!service) {
        if (raisesFirstStart(service.error(), choice)) {
            return Success;
        }
        const int code = reportStartFailure(service.error());
        desktop.explainFailure(QString::fromStdString(describe(service.error().error)));
        return code;
    }
    DesktopProgram program(**service, settings);
    auto control = ControlSocket::open(**service, [&program] { program.raiseWindow(); });
    if (!control) {
        printWarning(describe(control.error()));
    }
    InstalledModels models({folders, engine.modelFolders, watch}, settings, (*service)->status().devices, planner);
    EngineTokens tokens(engine);
    ServiceDoor door(**service, planner);
    ServerControl server(**service, door, {.models = watch, .planner = planner}, settings);
    const int code = desktop.run({&models, &tokens, &door, &server, &program});
    restarts = program.restarts();
    return code;
}

// A new process in the place of this one: the only way to get a device back after a fault.
int startAnew()
{
    std::string name = "genserve";
    std::array<char*, 2> words{name.data(), nullptr};
    ::execv("/proc/self/exe", words.data());
    printError("the program can't be started again: " + std::string(std::strerror(errno)));
    return WorkFailed;
}

} // namespace

int runDesktop()
{
    if (!ui::hasDisplay()) {
        return runFirstPicture();
    }
    bool restarts = false;
    const int code = showWindow(restarts);
    return restarts ? startAnew() : code;
}

} // namespace genserve::app
