// Reads a whole small file (configs, vocabularies) that may be hostile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"

namespace genserve {

// The file's bytes. Fails with NotFound, with Io (also for anything that is no regular file) and, before reading,
// with UnsupportedFormat where the file is larger than maxBytes. Blocks on the disk.
Expected<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t maxBytes);

} // namespace genserve
