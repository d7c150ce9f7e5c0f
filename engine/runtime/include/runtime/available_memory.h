// Main memory that this process may still take.
#pragma once

#include <cstdint>
#include <filesystem>

namespace genserve::runtime {

// Bytes: Linux's MemAvailable, or what is left of the narrowest control group that the process is in, whichever is
// less; the kernel kills what takes more. The folders are others in tests only.
std::int64_t availableMemory(const std::filesystem::path& proc = "/proc",
                             const std::filesystem::path& groups = "/sys/fs/cgroup");

} // namespace genserve::runtime
