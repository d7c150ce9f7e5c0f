// Words of the command line that become tasks of the queue: `genserve queue add`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "../generate_options.h"
#include "base/error.h"
#include "tasks/task_commands.h"

namespace genserve::app {

struct QueueAddition {
    GenerateOptions options; // paths are absolute
    std::filesystem::path data;
    std::vector<UsageFault> faults;
    bool helpAsked = false;
};

// The prompt and the options of `genserve generate`, without those of the engine and of the output: the queue's devices
// make the picture, and it lies with the others. folder: absolute, where relative paths begin. Looks whether files
// exist.
QueueAddition parseAddition(const std::vector<std::string>& words, const std::filesystem::path& folder);

// Of an addition without faults. Reads its pictures: blocks on the disk.
Expected<tasks::Submission> submissionOf(QueueAddition addition);

} // namespace genserve::app
