// The task service with the engine behind it: what the window and serve have in common.
#pragma once

#include <memory>

#include "host_options.h"
#include "model_folders.h"
#include "planner.h"
#include "tasks/task_service.h"

namespace genserve::app {

// In the order in which they are searched: --models, GENSERVE_MODELS, <data>/models, the bundled ones.
std::vector<std::filesystem::path> modelFoldersOf(const HostChoice& choice);

// Takes the data folder and starts a worker for every device. Blocks on the disk.
// folders: where models are looked for as they change; absent = modelFoldersOf(choice).
// planner: tells the work of each task, from which the time of the next ones is learned; absent = one of its own.
tl::expected<std::unique_ptr<tasks::TaskService>, tasks::StartFailure> startTasks(
    const HostChoice& choice, std::shared_ptr<const ModelFolders> folders = {}, std::shared_ptr<Planner> planner = {});

// Of the engines behind it, without their devices.
runtime::EngineOptions engineOptionsOf(const HostChoice& choice);

// The same without workers: nothing runs, but the queue can be seen and changed.
tl::expected<std::unique_ptr<tasks::TaskService>, tasks::StartFailure> openTasks(const HostChoice& choice);

// Says on standard error why the service did not start; returns the exit code.
int reportStartFailure(const tasks::StartFailure& failure);

} // namespace genserve::app
