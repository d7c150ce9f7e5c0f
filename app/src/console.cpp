#include "console.h"

#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/log.h"

namespace genserve::app {
namespace {

bool outputFailed = false;

void printDiagnostic(std::string_view kind, std::string_view message)
{
    static const bool isTerminal = isatty(STDERR_FILENO) == 1;
    std::string line = isTerminal ? "\r\x1b[K" : "";
    line += "genserve: ";
    line += kind;
    line += message;
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace

void printLine(std::string_view line)
{
    const bool isWritten = std::fwrite(line.data(), 1, line.size(), stdout) == line.size()
                           && std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
    outputFailed = outputFailed || !isWritten;
}

void printJson(const nlohmann::ordered_json& value)
{
    printLine(value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

int finishOutput(int code)
{
    if (std::fflush(stdout) != 0 || outputFailed) {
        printError("standard output can't be written");
        return WorkFailed;
    }
    return code;
}

void printWarning(std::string_view message) { printDiagnostic("warning: ", message); }

void printError(std::string_view message) { printDiagnostic("", message); }

void installLogSink()
{
    setLogSink([](LogLevel level, std::string_view, std::string_view message) {
        if (level >= LogLevel::Warning) {
            printWarning(message);
        }
    });
}

int printHelp(std::string_view text)
{
    printLine(text.substr(0, text.size() - 1));
    return Success;
}

int reportFaults(std::string_view command, const std::vector<UsageFault>& faults, bool asJson)
{
    std::string all;
    auto details = nlohmann::ordered_json::array();
    for (const auto& [option, field, problem] : faults) {
        printError(option + ": " + problem);
        all += (all.empty() ? "" : "; ") + option + ": " + problem;
        details.push_back({{"field", field}, {"problem", problem}});
    }
    printError("see genserve " + std::string(command) + (command.empty() ? "--help" : " --help"));
    if (asJson) {
        printJson({{"success", false},
                   {"error", all},
                   {"code", toString(ErrorCode::InvalidArgument)},
                   {"details", std::move(details)}});
    }
    return WrongUsage;
}

int reportError(const Error& error, bool asJson)
{
    const bool isCancelled = error.code == ErrorCode::Cancelled;
    const auto text = isCancelled ? std::string("cancelled") : describe(error);
    printError(text);
    if (asJson) {
        auto details = nlohmann::ordered_json::array();
        for (const auto& [field, problem] : error.faults) {
            details.push_back({{"field", field}, {"problem", problem}});
        }
        printJson({{"success", false}, {"error", text}, {"code", toString(error.code)}, {"details", details}});
    }
    return error.code == ErrorCode::InvalidArgument ? WrongUsage : WorkFailed;
}

double roundedSeconds(double seconds) { return std::round(seconds * 100) / 100; }

} // namespace genserve::app
