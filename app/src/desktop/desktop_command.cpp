// `genserve` without arguments: the window, its queue and a worker for every device.
#include "../commands.h"
#include "../console.h"
#include "../hosting/control_socket.h"
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
#include <cstdlib>
#include <string>

namespace genserve::app {
namespace {

std::filesystem::path settingsFile()
{
    const char* chosen = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const std::filesystem::path base = chosen != nullptr && *chosen != '\0'
                                           ? std::filesystem::path(chosen)
                                           : std::filesystem::path(home == nullptr ? "." : home) / ".config";
    return base / "genserve" / "genserve.ini";
}

// A second start shows the window of the first one.
bool raisesFirstStart(const tasks::StartFailure& failure, const HostChoice& choice)
{
    if (!failure.owner) {
        return false;
    }
    const auto answer = askOwner(choice.dataPath(), {{"command", "raise"}});
    return answer && answer->contains("raised");
}

} // namespace

int runDesktop()
{
    if (!ui::hasDisplay()) {
        return runFirstPicture();
    }
    std::string name = "genserve";
    std::array<char*, 2> words{name.data(), nullptr};
    int count = 1;
    const auto settings = QString::fromStdString(settingsFile().string());
    ui::Desktop desktop(count, words.data(), settings);
    const HostChoice choice;
    const auto folders = std::make_shared<ModelFolders>(modelFoldersOf(choice));
    auto service = startTasks(choice, folders);
    if (!service) {
        return raisesFirstStart(service.error(), choice) ? Success : reportStartFailure(service.error());
    }
    DesktopProgram program(**service);
    auto control = ControlSocket::open(**service, [&program] { program.raiseWindow(); });
    if (!control) {
        printWarning(describe(control.error()));
    }
    InstalledModels models(folders, settings);
    EngineTokens tokens(engineOptionsOf(choice));
    Planner planner(engineOptionsOf(choice));
    ServiceDoor door(**service, planner);
    QObject::connect(&models, &ui::ModelsSource::changed, &models,
                     [&planner, folders] { planner.setModelFolders(folders->list()); });
    ServerControl server(**service, door, folders, settings);
    return desktop.run({&models, &tokens, &door, &server, &program});
}

} // namespace genserve::app
