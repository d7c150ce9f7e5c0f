// From a submission to tasks that can be stored: checks, input files on the disk, one request line each.
#pragma once

#include "tasks/admission.h"
#include "tasks/clock.h"
#include "tasks/data_folder.h"
#include "tasks/task_commands.h"

#include <vector>

namespace genserve::tasks {

// What the rooms above should have checked; a fault here is their defect or somebody's tampering.
tl::expected<void, Refusal> checkSubmission(const Submission& submission);

// `work` is Task::work of each. Writes the inputs of all tasks, synced, and takes their bytes from the budget. On
// failure nothing is left behind. Blocks on the disk where there are pictures. Any thread.
tl::expected<std::vector<NewTask>, Refusal> makeTasks(const Submission& submission, double work,
                                                      const DataFolder& folder, Admission& admission,
                                                      const Clock& clock);

// A new task that asks for the same as `original`, with its inputs linked.
tl::expected<NewTask, Refusal> makeDuplicate(const Task& original, const std::string& request, const DataFolder& folder,
                                             Admission& admission, const Clock& clock);

// Removes the inputs of tasks that did not come to be.
void dropInputs(const std::vector<NewTask>& tasks, const DataFolder& folder, Admission& admission);

} // namespace genserve::tasks
