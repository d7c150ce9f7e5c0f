// `genserve` without arguments: the window, its queue and a worker for every device.
#include "../commands.h"
#include "../console.h"
#include "../hosting/control_socket.h"
#include "../hosting/task_host.h"
#include "../resource_paths.h"
#include "installed_models.h"
#include "service_door.h"
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

} // namespace

int runDesktop()
{
    if (!ui::hasDisplay()) {
        return runFirstPicture();
    }
    std::string name = "genserve";
    std::array<char*, 2> words{name.data(), nullptr};
    int count = 1;
    ui::Desktop desktop(count, words.data(), QString::fromStdString(settingsFile().string()));
    const HostChoice choice;
    auto service = startTasks(choice);
    if (!service) {
        return reportStartFailure(service.error());
    }
    auto control = ControlSocket::open(**service);
    if (!control) {
        printWarning(describe(control.error()));
    }
    const auto folders = modelFoldersOf(choice);
    InstalledModels models(folders);
    runtime::EngineOptions counting;
    counting.modelFolders = folders;
    counting.bundledTokenizers = resourceFolder() / "tokenizers";
    EngineTokens tokens(std::move(counting));
    ServiceDoor door(**service);
    return desktop.run({&models, &tokens, &door});
}

} // namespace genserve::app
