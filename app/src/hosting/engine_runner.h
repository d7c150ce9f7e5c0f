// Runs a device's tasks with the engine: the border between tasks and runtime.
#pragma once

#include "model_folders.h"
#include "runtime/engine.h"
#include "tasks/task_runner.h"

namespace genserve::app {

// For TaskServiceOptions::teams, beside the runners below: GPUs of one kind that write each other's memory.
Expected<std::shared_ptr<tasks::RunnerTeam>> engineTeam(const std::vector<std::string>& gpuIds);

// `options` of every device's engine, which adds the device itself. `folders` replace those of the options as they
// change; may be absent.
tasks::RunnerFactory engineRunners(runtime::EngineOptions options, std::shared_ptr<const ModelFolders> folders = {});

} // namespace genserve::app
