// Runs a device's tasks with the engine: the border between tasks and runtime.
#pragma once

#include "runtime/engine.h"
#include "tasks/task_runner.h"

namespace genserve::app {

// `options` of every device's engine, which adds the device itself.
tasks::RunnerFactory engineRunners(runtime::EngineOptions options);

} // namespace genserve::app
