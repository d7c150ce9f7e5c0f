// The commands of the program. Each takes the words behind its name and returns the exit code (console.h).
#pragma once

#include <span>
#include <string_view>

namespace genserve::app {

using Words = std::span<const std::string_view>;

// The whole command line without the program's name.
int runProgram(Words arguments);

int runDesktop(Words arguments);
int runFirstPicture();
int runGenerate(Words arguments);
int runTokens(Words arguments);
int runModels(Words arguments);
int runBench(Words arguments);
int runServe(Words arguments);
int runThroughput(Words arguments); // behind "bench throughput"
int runQueue(Words arguments);
int runKeys(Words arguments);
int runMonitor(Words arguments);
int runCheck(Words arguments);
int runBenchUploads(Words arguments);

} // namespace genserve::app
