// genserve-bench: `genserve bench` of a build without Qt.
#include "commands.h"
#include "console.h"

#include <vector>

int main(int argc, char** argv)
{
    const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    genserve::app::installLogSink();
    return genserve::app::finishOutput(genserve::app::runBench(arguments));
}
