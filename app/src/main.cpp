// genserve: see ARCHITECTURE.md for the rooms behind it and docs/cli.md for what it understands.
#include "commands.h"
#include "console.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <vector>

#include <fcntl.h>

namespace {

// A closed standard stream's number would go to the next file opened, and messages into that file.
void openClosedStreams()
{
    for (int stream = 0; stream <= 2; ++stream) {
        if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", O_RDWR) != stream) {
            std::abort();
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    openClosedStreams();
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
