// What the program says: results on standard output, everything else on standard error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/error.h"
#include "command_line.h"

namespace genserve::app {

// Exit codes of every command; docs/cli.md says what counts as which.
enum ExitCode : int { Success = 0, WorkFailed = 1, WrongUsage = 2 };

// A line on standard output. Failing writes are remembered for finishOutput().
void printLine(std::string_view line);
// One JSON value on one line; bytes that are no UTF-8 are replaced.
void printJson(const nlohmann::ordered_json& value);
// Flushes standard output; `code`, or WorkFailed with a message where something could not be written.
int finishOutput(int code);

// "genserve: warning: ..." and "genserve: ..." on standard error, over a progress bar that may stand there.
void printWarning(std::string_view message);
void printError(std::string_view message);

// Sends the engine's warnings to printWarning().
void installLogSink();

// Prints a text of help_texts.h and returns Success.
int printHelp(std::string_view text);

// Report what went wrong, on standard error and, where asJson, as {"success": false, "error", "code", "details"} on
// standard output; return the exit code.
int reportFaults(std::string_view command, const std::vector<UsageFault>& faults, bool asJson);
int reportError(const Error& error, bool asJson);

// Two decimals are what people and the REST document use for seconds of work.
double roundedSeconds(double seconds);

} // namespace genserve::app
