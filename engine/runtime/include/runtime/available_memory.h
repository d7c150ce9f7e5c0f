// Main memory that this process may still take.
#pragma once

#include <cstdint>
#include <filesystem>

namespace genserve::runtime {

// Bytes: Linux's MemAvailable, or what is left of the narrowest control group that the process is in, whichever is
// less; the kernel kills what takes more. The folders are others in tests only.
std::int64_t availableMemory(const std::filesystem::path& proc = "/proc",
                             const std::filesystem::path& groups = "/sys/fs/cgroup");

// Of `free` bytes of a device what pictures are planned for: no more than `limit` (0 = no limit), and the same while a
// few megabytes come and go, which would change plans for nothing.
std::int64_t plannedBudget(std::int64_t free, std::int64_t limit);

} // namespace genserve::runtime
