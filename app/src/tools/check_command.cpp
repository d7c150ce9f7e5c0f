// `genserve check`: one picture in each mode, made by a server.
#include "commands.h"
#include "console.h"
#include "mode_check.h"
#include "tool_help.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

struct CheckCommand {
    ServerChoice server;
    CheckChoice check;
    bool asJson = false;
};

void print(const ModeOutcome& outcome, bool asJson)
{
    if (asJson) {
        printJson({{"mode", outcome.mode},
                   {"result", outcome.wasSkipped        ? "skipped"
                              : outcome.problem.empty() ? "passed"
                                                        : "failed"},
                   {"problem", outcome.problem},
                   {"seconds", outcome.seconds},
                   {"file", outcome.file.string()}});
        return;
    }
    const std::string name = outcome.mode + std::string(12 - outcome.mode.size(), ' ');
    printLine(name
              + (outcome.wasSkipped        ? "skipped: " + outcome.problem
                 : outcome.problem.empty() ? "passed, " + outcome.file.string()
                                           : "FAILED: " + outcome.problem));
    std::fflush(stdout);
}

int check(const CheckCommand& command, const std::vector<std::string>& modes, bool isNamed)
{
    int count = 0;
    const QCoreApplication application(count, nullptr);
    auto client = HttpClient::create(command.server);
    if (!client) {
        return reportError(client.error(), command.asJson);
    }
    auto checker = ModeChecker::create(*client, command.check);
    if (!checker) {
        return reportError(checker.error(), command.asJson);
    }
    bool allGood = true;
    for (const auto& mode : modes) {
        const ModeOutcome outcome = checker->run(mode, isNamed);
        allGood = allGood && (outcome.wasSkipped || outcome.problem.empty());
        print(outcome, command.asJson);
    }
    return allGood ? Success : WorkFailed;
}

} // namespace

int runCheck(Words arguments)
{
    CheckCommand command;
    std::vector<Option> table{pathOption({"--output", "-o"}, command.check.output),
                              textOption({"--model", "--model-id"}, command.check.model),
                              integerOption<int>({"--size"}, command.check.size, 16, 4096),
                              integerOption<int>({"--steps", "--num-inference-steps"}, command.check.steps, 1, 200),
                              flagOption({"--json"}, command.asJson)};
    addServerOptions(table, command.server);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(CheckHelp);
    }
    std::vector<std::string> modes{"text2img", "img2img", "fill", "controlnet"};
    const auto& words = parsed.positionals;
    if (words.size() > 1 || (words.size() == 1 && std::ranges::find(modes, words[0]) == modes.end())) {
        parsed.faults.push_back({words.back(), "mode", "is not text2img, img2img, fill or controlnet"});
    }
    if (!parsed.faults.empty()) {
        return reportFaults("check", parsed.faults, command.asJson);
    }
    return words.empty() ? check(command, modes, false) : check(command, words, true);
}

} // namespace genserve::app
