// Where the launcher (main.cpp) enters libgenserve.so.
#include "commands.h"
#include "console.h"

#include <csignal>
#include <exception>
#include <vector>

extern "C" int genserveMain(int argc, char** argv)
{
    // A reader that goes away makes a write fail instead of killing the process half-way.
    std::signal(SIGPIPE, SIG_IGN);
    const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    try {
        return genserve::app::runProgram(arguments);
    } catch (const std::exception& exception) {
        genserve::app::printError(exception.what());
        return genserve::app::WorkFailed;
    }
}
