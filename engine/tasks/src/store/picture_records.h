// Records of tasks made from their pictures, which carry their own texts.
#pragma once

#include "base/error.h"
#include "tasks/data_folder.h"
#include "tasks/task_store.h"

namespace genserve::tasks {

// What the picture says of its task: a finished one whose id is the file's name. CorruptFile where the file is no whole
// picture. name is relative to the data folder, as in Task::picture. Blocks on the disk.
Expected<NewTask> recordOfPicture(const DataFolder& folder, const std::string& name);

// Brings an unfinished task to its end with the picture that is there, keeping what only the row knows.
Task adopted(Task task, const Task& ofPicture);

// Adds records for all pictures in images/ and trash/ that the store does not know, and finishes unfinished tasks whose
// picture is there. Returns how many. Files that are no whole pictures are left alone, with a warning in the log.
Expected<int> addMissingPictures(TaskStore& store, const DataFolder& folder);

} // namespace genserve::tasks
