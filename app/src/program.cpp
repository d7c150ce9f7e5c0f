#include "commands.h"
#include "console.h"
#include "help_texts.h"

#include <algorithm>
#include <array>

namespace genserve::app {
namespace {

struct Command {
    std::string_view name;
    int (*run)(Words arguments);
};

constexpr std::array<Command, 10> Commands{{{"generate", runGenerate},
                                            {"tokens", runTokens},
                                            {"models", runModels},
                                            {"bench", runBench},
                                            {"serve", runServe},
                                            {"queue", runQueue},
                                            {"keys", runKeys},
                                            {"monitor", runMonitor},
                                            {"check", runCheck},
                                            {"bench-uploads", runBenchUploads}}};

// An option of the window, or a picture for it; no command looks like either.
bool opensWindow(std::string_view word)
{
    constexpr std::array<std::string_view, 5> Pictures{".png", ".jpg", ".jpeg", ".PNG", ".JPG"};
    const bool isPicture = std::ranges::any_of(Pictures, [word](std::string_view end) { return word.ends_with(end); });
    return isPicture || (word.size() > 1 && word.front() == '-');
}

int dispatch(Words arguments)
{
    if (arguments.empty()) {
        return runDesktop(arguments);
    }
    const auto name = arguments.front();
    if (name == "bench" && arguments.size() > 1 && arguments[1] == "throughput") {
        return runThroughput(arguments.subspan(2));
    }
    for (const auto& command : Commands) {
        if (command.name == name) {
            return command.run(arguments.subspan(1));
        }
    }
    if (name == "--help" || name == "-h") {
        return printHelp(ProgramHelp);
    }
    if (name == "--version") {
        printLine("genserve " GENSERVE_VERSION);
        return Success;
    }
    if (opensWindow(name)) {
        return runDesktop(arguments);
    }
    std::array<std::string_view, Commands.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] = Commands[i].name;
    }
    const auto near = nearestWord(name, names);
    printError("'" + std::string(name) + "' is not a command, "
               + (near.empty() ? "see genserve --help" : "did you mean " + std::string(near) + "?"));
    return WrongUsage;
}

} // namespace

int runProgram(Words arguments)
{
    installLogSink();
    return finishOutput(dispatch(arguments));
}

} // namespace genserve::app
