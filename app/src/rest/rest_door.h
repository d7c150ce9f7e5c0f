// What the REST service sees of the tasks and of the installed models.
#pragma once

#include "hosting/model_folders.h"
#include "hosting/planner.h"
#include "service/task_door.h"

#include <chrono>
#include <memory>

namespace genserve::tasks {
class TaskService;
}

namespace genserve::app {

struct RestDoorSettings {
    std::shared_ptr<const ModelFolders> modelFolders;
    std::shared_ptr<Planner> planner;                 // that of the tasks; is told of new models
    std::chrono::milliseconds rescanInterval{10'000}; // how soon new models are noticed; 0 = never
    int pictureThreads = 2;                           // read and encode pictures
};

// To be called on the service thread, which needs an event loop, and destroyed there: what service::Server does with
// its door factory. Looks into the model folders at once (only headers are read), later on a thread of its own. The
// service must outlive the door.
std::unique_ptr<service::TaskDoor> makeRestDoor(tasks::TaskService& service, RestDoorSettings settings);

} // namespace genserve::app
