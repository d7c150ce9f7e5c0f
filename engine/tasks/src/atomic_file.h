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

} // namespace genserve::tasks
