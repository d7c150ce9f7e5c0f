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

// Writes a file that must not exist yet and syncs its bytes, but neither renames nor syncs the folder: for folders that
// are made whole under another name. Blocks on the disk.
Expected<void> writeNewFile(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

// For a file that somebody else has written.
Expected<void> syncFile(const std::filesystem::path& path);

// Makes the names in the folder last. File systems that can't do it are no failure.
Expected<void> syncFolder(const std::filesystem::path& folder);

// Renames a file or folder and syncs the folder that holds the new name.
Expected<void> renameSynced(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace genserve::tasks
