// Several tasks' input folders made at once, so that they share the disk's syncs.
#pragma once

#include "tasks/input_files.h"

#include <filesystem>
#include <span>
#include <vector>

namespace genserve::tasks {

struct InputFolder {
    std::filesystem::path folder; // all of a call in the same parent
    std::vector<InputFile> files; // its content; or
    // links to the files of a folder of the same call, which comes before, or of one that is there already.
    std::filesystem::path linked;
    Expected<void> made = {}; // what has become of it
};

// Each folder whole or not at all: all bytes are written under hidden names and synced, then the folders are renamed
// and their parent is synced once. What fails is told in `made` and leaves nothing behind. Blocks on the disk.
void makeInputFolders(std::span<InputFolder> folders);

} // namespace genserve::tasks
