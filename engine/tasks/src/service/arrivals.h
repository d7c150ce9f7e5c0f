// From a submission to tasks that can be stored: checks, input files on the disk, one request line each.
#pragma once

#include "store/input_folders.h"
#include "tasks/admission.h"
#include "tasks/clock.h"
#include "tasks/data_folder.h"
#include "tasks/task_commands.h"

#include <vector>

namespace genserve::tasks {

// What the rooms above should have checked; a fault here is their defect or somebody's tampering.
tl::expected<void, Refusal> checkSubmission(const Submission& submission);

// Tasks whose inputs are not on the disk yet.
struct PreparedTasks {
    std::vector<NewTask> tasks;
    std::vector<InputFolder> inputs; // of each task, later ones as links to the first; none without pictures
};

// Encodes and hashes the pictures, and takes their bytes from the budget. `work` is Task::work of each. Any thread.
tl::expected<PreparedTasks, Refusal> prepareTasks(const Submission& submission, double work, const DataFolder& folder,
                                                  Admission& admission, const Clock& clock);

// What a client is told of it.
Refusal refusalOf(const Error& error);

// A new task that asks for the same as `original`, with its inputs linked. Blocks on the disk.
tl::expected<NewTask, Refusal> makeDuplicate(const Task& original, const std::string& request, const DataFolder& folder,
                                             Admission& admission, const Clock& clock);

// Removes the inputs of tasks that did not come to be.
void dropInputs(const std::vector<NewTask>& tasks, const DataFolder& folder, Admission& admission);

} // namespace genserve::tasks
