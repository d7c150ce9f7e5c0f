// A file opened for reading at positions.
//
// Model files are never mapped: one that another process truncates would kill this one with SIGBUS, whereas pread
// just comes up short.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "base/error.h"
#include "weights/file_stamp.h"

namespace genserve::weights {

// Owns a file descriptor; move-only.
class InputFile {
public:
    // Fails with NotFound, or with Io (also for anything that is no regular file). Errors name the file.
    static Expected<InputFile> open(const std::filesystem::path& path);

    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    ~InputFile();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    // As it was when the file was opened.
    [[nodiscard]] const FileStamp& stamp() const { return m_stamp; }
    [[nodiscard]] std::uint64_t size() const { return m_stamp.bytes; }
    // Whether the open file still has the stamp it was opened with.
    [[nodiscard]] bool isUnchanged() const;

    // Fills all of `bytes` from `offset` on; a file that ends earlier is CorruptFile.
    Expected<void> readAt(std::uint64_t offset, std::span<std::uint8_t> bytes) const;
    // Asks the system to fetch this range meanwhile.
    void prefetch(std::uint64_t offset, std::uint64_t bytes) const;

private:
    InputFile(int descriptor, std::filesystem::path path, FileStamp stamp);

    int m_descriptor = -1;
    std::filesystem::path m_path;
    FileStamp m_stamp;
};

} // namespace genserve::weights
