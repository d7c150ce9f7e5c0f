#include "input_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace genserve::weights {

namespace {

constexpr std::size_t LongestRead = std::size_t{1} << 30; // Linux cuts a single read at 2 GB

FileStamp stampOf(const struct stat& status)
{
    return FileStamp{.device = static_cast<std::uint64_t>(status.st_dev),
                     .inode = static_cast<std::uint64_t>(status.st_ino),
                     .bytes = static_cast<std::uint64_t>(status.st_size),
                     .modifiedNs = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

tl::unexpected<Error> systemFailure(const std::filesystem::path& path)
{
    const int reason = errno;
    if (reason == ENOENT || reason == ENOTDIR) {
        return failure(ErrorCode::NotFound, "the file does not exist", path.string());
    }
    return failure(ErrorCode::Io, std::strerror(reason), path.string());
}

} // namespace

Expected<InputFile> InputFile::open(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return systemFailure(path);
    }
    InputFile file(descriptor, path, {});
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        return systemFailure(path);
    }
    if (!S_ISREG(status.st_mode)) {
        return failure(ErrorCode::Io, "not a regular file", path.string());
    }
    file.m_stamp = stampOf(status);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    return file;
}

InputFile::InputFile(int descriptor, std::filesystem::path path, FileStamp stamp)
    : m_descriptor(descriptor), m_path(std::move(path)), m_stamp(stamp)
{
}

InputFile::InputFile(InputFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::move(other.m_path)), m_stamp(other.m_stamp)
{
}

InputFile& InputFile::operator=(InputFile&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    std::swap(m_stamp, other.m_stamp);
    return *this;
}

InputFile::~InputFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

bool InputFile::isUnchanged() const
{
    struct stat status {};
    return ::fstat(m_descriptor, &status) == 0 && stampOf(status) == m_stamp;
}

Expected<void> InputFile::readAt(std::uint64_t offset, std::span<std::uint8_t> bytes) const
{
    while (!bytes.empty()) {
        const auto count =
            ::pread(m_descriptor, bytes.data(), std::min(bytes.size(), LongestRead), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return systemFailure(m_path);
        }
        if (count == 0) {
            return failure(ErrorCode::CorruptFile,
                           "the file ends at byte " + std::to_string(offset) + " while it is being read",
                           m_path.string());
        }
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return {};
}

void InputFile::prefetch(std::uint64_t offset, std::uint64_t bytes) const
{
    ::posix_fadvise(m_descriptor, static_cast<off_t>(offset), static_cast<off_t>(bytes), POSIX_FADV_WILLNEED);
}

} // namespace genserve::weights
