// The task service with the engine behind it: what the window and serve have in common.
#pragma once

#include <memory>

#include "host_options.h"
#include "model_folders.h"
#include "planner.h"
#include "tasks/task_service.h"

namespace genserve::app {

// Of the engines behind it, without their devices. Model folders in the order in which they are searched: --models,
// <data>/models of --data, GENSERVE_MODELS, the user's own, the bundled ones. Makes the data folder's. Warns of folders
// that are not there, so it is asked once a start.
runtime::EngineOptions engineOptionsOf(const HostChoice& choice);

// Takes the data folder and starts a worker for every device. Blocks on the disk.
// engine: engineOptionsOf(choice).
// folders: where models are looked for as they change; absent = those of `engine`.
// planner: tells the work of each task, from which the time of the next ones is learned; absent = one of its own.
tl::expected<std::unique_ptr<tasks::TaskService>, tasks::StartFailure> startTasks(
    const HostChoice& choice, runtime::EngineOptions engine, std::shared_ptr<const ModelFolders> folders = {},
    std::shared_ptr<Planner> planner = {});

// The same without workers: nothing runs, but the queue can be seen and changed.
tl::expected<std::unique_ptr<tasks::TaskService>, tasks::StartFailure> openTasks(const HostChoice& choice);

// Lets every working device finish its task and take no other; their ids.
std::vector<std::string> drainDevices(tasks::TaskService& service);

// Says on standard error why the service did not start; returns the exit code.
int reportStartFailure(const tasks::StartFailure& failure);

} // namespace genserve::app
