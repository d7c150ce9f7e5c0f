// The pictures that a waiting task needs, as files in <data>/inputs/<task>/.
//
// They are on the disk, synced, before the task's row is: a task that was accepted can always be run again.
#pragma once

#include "base/error.h"
#include "base/generation.h"
#include "tasks/request_json.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace genserve::tasks {

using FileBytes = std::shared_ptr<const std::vector<std::uint8_t>>;

// The files that a client sent, by role: kept as they are instead of a new encoding of the decoded picture. Each must
// decode (picture_reader.h) to the picture in the request.
using OriginalPictures = std::map<std::string, FileBytes>;

struct InputFile {
    PictureFile name;
    FileBytes bytes;
};

// One file for each picture of the request: the original, or a PNG. Costs about 55 ms for each megapixel that has no
// original. Any thread.
Expected<std::vector<InputFile>> inputFilesOf(const GenerationRequest& request, const OriginalPictures& originals);
std::int64_t bytesOf(const std::vector<InputFile>& files);

// Writes the folder whole or not at all: a hidden folder beside it, every file synced, the folder synced, renamed, its
// parent synced. Nothing is written for no files. Blocks on the disk.
Expected<void> writeInputFiles(const std::filesystem::path& folder, const std::vector<InputFile>& files);

// The same files for another task: hard links, which cost no space; copies where the file system has no links.
Expected<void> linkInputFiles(const std::filesystem::path& folder, const std::filesystem::path& existing);

// The request with its pictures. CorruptFile where a file is missing, does not have its SHA-256 or can't be decoded.
// Blocks on the disk.
Expected<GenerationRequest> loadRequest(std::string_view json, const std::filesystem::path& folder);

} // namespace genserve::tasks
