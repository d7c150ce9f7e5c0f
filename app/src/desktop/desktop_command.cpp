// `genserve` without arguments: the window, its queue and a worker for every device.
#include "../commands.h"
#include "../console.h"
#include "../resource_paths.h"
#include "engine_runner.h"
#include "installed_models.h"
#include "service_door.h"
#include "ui/desktop.h"

#include <algorithm>
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

// Every GPU; the processor only where there is none, since it would take minutes from tasks that a GPU does in seconds.
std::vector<tasks::DeviceSpec> workers()
{
    std::vector<tasks::DeviceSpec> specs;
    for (const auto& device : runtime::devices()) {
        specs.push_back({device, device});
    }
    if (specs.size() > 1) {
        std::erase_if(specs, [](const tasks::DeviceSpec& spec) { return spec.gpuId == "cpu"; });
    }
    return specs;
}

int explain(const tasks::StartFailure& failure)
{
    printError(describe(failure.error));
    return failure.owner ? WrongUsage : WorkFailed;
}

} // namespace

int runDesktop()
{
    if (!ui::hasDisplay()) {
        printError("there is no display to open a window on; genserve --help shows what works without one");
        return WrongUsage;
    }
    std::string name = "genserve";
    std::array<char*, 2> words{name.data(), nullptr};
    int count = 1;
    ui::Desktop desktop(count, words.data(), QString::fromStdString(settingsFile().string()));
    const RunnerSettings settings{modelFolders({}), resourceFolder() / "tokenizers", 0};
    tasks::TaskServiceOptions options;
    options.dataFolder = dataFolder();
    options.devices = workers();
    options.runners = engineRunners(settings);
    auto service = tasks::TaskService::create(std::move(options));
    if (!service) {
        return explain(service.error());
    }
    InstalledModels models(settings.modelFolders);
    runtime::EngineOptions counting;
    counting.modelFolders = settings.modelFolders;
    counting.bundledTokenizers = settings.bundledTokenizers;
    EngineTokens tokens(std::move(counting));
    ServiceDoor door(**service);
    return desktop.run({&models, &tokens, &door});
}

} // namespace genserve::app
