// What becomes of the tasks that the last process left unfinished.
#pragma once

#include "tasks/clock.h"
#include "tasks/data_folder.h"
#include "tasks/task_store.h"

#include <string>
#include <vector>

namespace genserve::tasks {

struct Recovery {
    std::vector<Task> waiting;        // by age
    std::vector<std::string> notices; // sentences for the user; empty after an orderly end
};

// A task whose picture lies whole under its name is finished with it. Others that ran when the process died are queued
// again; after the second such death they run alone, after the third they are failed with code "interrupted": kept, and
// queued again when somebody asks for it. Stores all that.
Expected<Recovery> recoverTasks(TaskStore& store, const DataFolder& folder, const Clock& clock);

} // namespace genserve::tasks
