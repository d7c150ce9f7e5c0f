// Bytes of a body: in memory while they are few, in a nameless temporary file when they are many.
#pragma once

#include "wire/wire_fault.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace genserve::service {

// What the pieces of one body may keep in memory together.
struct SpoolPlan {
    std::uint64_t memoryBytes = 8 * 1024 * 1024;
    std::filesystem::path folder; // empty = the system's temporary folder
    std::uint64_t memoryUsed = 0;
};

class Spool {
public:
    Spool() = default;
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&& other) noexcept;
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool();

    // plan is the body's own and shared by its spools. 503 where the disk is full. Not after view().
    WireResult<void> append(std::string_view bytes, SpoolPlan& plan);

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] bool isOnDisk() const { return m_file >= 0; }
    // All bytes, valid as long as this object stays where it is; a file is mapped, so its pages cost no memory of ours.
    // Absent where the system refuses the mapping.
    WireResult<std::string_view> view();

private:
    WireResult<void> moveToFile(SpoolPlan& plan);
    WireResult<void> writeAll(std::string_view bytes);

    std::string m_memory;
    int m_file = -1;
    std::uint64_t m_size = 0;
    void* m_mapping = nullptr;
};

} // namespace genserve::service
