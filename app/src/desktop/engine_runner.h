// Runs a device's tasks with the engine: the border between tasks and runtime.
#pragma once

#include <filesystem>
#include <vector>

#include "tasks/task_runner.h"

namespace genserve::app {

struct RunnerSettings {
    std::vector<std::filesystem::path> modelFolders;
    std::filesystem::path bundledTokenizers;
    int threads = 0; // of the CPU for each device; 0 = all cores
};

tasks::RunnerFactory engineRunners(RunnerSettings settings);

} // namespace genserve::app
