// `genserve` without a command: the window, its queue and a worker for every device.
#include "../commands.h"
#include "../console.h"
#include "../help_texts.h"
#include "../hosting/control_socket.h"
#include "../hosting/model_watch.h"
#include "../hosting/planner.h"
#include "../hosting/task_host.h"
#include "../resource_paths.h"
#include "desktop_options.h"
#include "desktop_program.h"
#include "installed_models.h"
#include "server_control.h"
#include "service_door.h"
#include "token_counter.h"
#include "ui/desktop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include <unistd.h>

namespace genserve::app {
namespace {

// A second start shows the window of the first one.
bool raisesFirstStart(const tasks::StartFailure& failure, const DesktopChoice& choice)
{
    if (!failure.owner) {
        return false;
    }
    const auto answer = askOwner(choice.host.dataPath(), {{"command", "raise"}, {"picture", choice.picture.string()}});
    return answer && answer->contains("raised");
}

// Sets restarts where the user wants the program to start anew.
int showWindow(DesktopChoice choice, bool& restarts)
{
    std::string name = "genserve";
    std::array<char*, 2> words{name.data(), nullptr};
    int count = 1;
    const auto settings = QString::fromStdString(settingsFile().string());
    ui::Desktop desktop(count, words.data(), settings);
    auto& chosen = choice.host.engine;
    chosen.choosesPrecision |= !chosen.precision && DesktopProgram::prefersFloat8(settings);
    const auto engine = engineOptionsOf(choice.host);
    const auto folders = std::make_shared<ModelFolders>(InstalledModels::searched(settings, engine.modelFolders));
    const auto planner = std::make_shared<Planner>(engine);
    const auto watch = std::make_shared<ModelWatch>(folders, planner); // looks while the tasks are read
    auto service = startTasks(choice.host, engine, folders, planner);
    if (!service) {
        if (raisesFirstStart(service.error(), choice)) {
            return Success;
        }
        const int code = reportStartFailure(service.error());
        desktop.explainFailure(QString::fromStdString(describe(service.error().error)));
        return code;
    }
    DesktopProgram program(**service, settings, QString::fromStdString(choice.picture.string()));
    auto control = ControlSocket::open(
        **service, [&program](const std::string& picture) { program.raiseWindow(QString::fromStdString(picture)); });
    if (!control) {
        printWarning(describe(control.error()));
    }
    InstalledModels models({folders, engine.modelFolders, watch}, settings, (*service)->status().devices, planner);
    EngineTokens tokens(engine, folders);
    ServiceDoor door(**service, planner);
    ServerControl server(**service, door, {.models = watch, .planner = planner}, settings, choice.port);
    const int code = desktop.run({&models, &tokens, &door, &server, &program});
    restarts = program.restarts();
    return code;
}

// A new process in the place of this one: the only way to get a device back after a fault.
// The picture is not opened a second time: the session has it.
int startAnew(Words arguments, const DesktopChoice& choice)
{
    std::vector<std::string> words{"genserve"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::erase_if(words, [&](const std::string& word) {
        std::error_code error;
        return !choice.picture.empty() && std::filesystem::absolute(word, error) == choice.picture;
    });
    std::vector<char*> pointers;
    std::ranges::transform(words, std::back_inserter(pointers), [](std::string& word) { return word.data(); });
    pointers.push_back(nullptr);
    ::execv("/proc/self/exe", pointers.data());
    printError("the program can't be started again: " + std::string(std::strerror(errno)));
    return WorkFailed;
}

} // namespace

int runDesktop(Words arguments)
{
    DesktopChoice choice;
    const auto parsed = parseDesktop(arguments, choice);
    if (parsed.helpAsked) {
        return printHelp(ProgramHelp);
    }
    if (!parsed.faults.empty()) {
        return reportFaults("", parsed.faults, false);
    }
    if (!ui::hasDisplay()) {
        if (arguments.empty()) {
            return runFirstPicture();
        }
        printError("there is no display to open a window on; see genserve serve and genserve generate");
        return WorkFailed;
    }
    bool restarts = false;
    const int code = showWindow(choice, restarts);
    return restarts ? startAnew(arguments, choice) : code;
}

} // namespace genserve::app
