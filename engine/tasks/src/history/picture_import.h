// Foreign pictures becoming records of the history.
#pragma once

#include "tasks/clock.h"
#include "tasks/data_folder.h"
#include "tasks/task.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace genserve::tasks {

// The pictures among the paths and in the folders among them, sorted. Links to folders are not followed.
std::vector<std::filesystem::path> picturesIn(const std::vector<std::filesystem::path>& paths);

// The id of an imported file follows from its bytes, so a file is the same record however often it is imported.
TaskId importedId(std::span<const std::uint8_t> file);

// Copies the file into images/, synced, and makes its record, which has no sequence yet, and its thumbnail. Blocks on
// the disk; any thread.
Expected<NewTask> importPicture(const std::filesystem::path& path, const DataFolder& folder, const Clock& clock);

} // namespace genserve::tasks
