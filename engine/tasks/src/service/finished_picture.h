// A finished picture on its way to the disk.
#pragma once

#include "tasks/data_folder.h"
#include "worker.h"

namespace genserve::tasks {

// Writes the picture with its texts under `name` (Task::picture), whole or not at all, and its thumbnail. Blocks on the
// disk; about 60 ms for a megapixel. Any thread.
Expected<void> writeFinishedPicture(const DataFolder& folder, const TaskId& task, const std::string& name,
                                    const Product& product);

} // namespace genserve::tasks
