// Files that are whole or not there.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace genserve::tasks {

// After success the bytes are on the disk under the name, which stood for its old file until then. After a failure or
// a crash nothing changed; a crash may leave a hidden ".<name>.<pid>-<n>.part" beside it. A symbolic link is followed;
// anything but a regular file under the name is refused. Blocks on the disk.
Expected<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

// Writes a file that must not exist yet without syncing it: for files that are synced together later. Where this fails
// may be left what was written.
Expected<void> writeUnsynced(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

// For a file that somebody else has written.
Expected<void> syncFile(const std::filesystem::path& path);

// Everything that was written to the file system of the folder, by anybody: one flush of the disk, where a sync of each
// of many files would be as many. Since Linux 5.8 it tells of failed writes.
Expected<void> syncFileSystem(const std::filesystem::path& folder);

// Makes the names in the folder last. File systems that can't do it are no failure.
Expected<void> syncFolder(const std::filesystem::path& folder);

// Renames a file or folder and syncs the folder that holds the new name.
Expected<void> renameSynced(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace genserve::tasks
