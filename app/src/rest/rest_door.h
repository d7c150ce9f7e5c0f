// What the REST service sees of the tasks and of the installed models.
#pragma once

#include "hosting/model_watch.h"
#include "hosting/planner.h"
#include "service/task_door.h"

#include <memory>

namespace genserve::tasks {
class TaskService;
}

namespace genserve::app {

struct RestDoorSettings {
    std::shared_ptr<const ModelWatch> models;
    std::shared_ptr<Planner> planner; // that of the tasks
    int pictureThreads = 2;           // read and encode pictures
};

// To be called on the service thread, which needs an event loop, and destroyed there: what service::Server does with
// its door factory. The service must outlive the door.
std::unique_ptr<service::TaskDoor> makeRestDoor(tasks::TaskService& service, RestDoorSettings settings);

} // namespace genserve::app
