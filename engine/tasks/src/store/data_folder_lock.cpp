#include "tasks/data_folder_lock.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace genserve::tasks {
namespace {

// The file holds two lines, "<pid>\n<note>\n". It is small enough to be read and written in one call.
LockRefusal refusalBy(int descriptor)
{
    std::array<char, 512> text{};
    const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
    const std::string_view content(text.data(), length < 0 ? 0 : static_cast<std::size_t>(length));
    LockRefusal refusal;
    const auto end = std::from_chars(content.data(), content.data() + content.size(), refusal.pid).ptr;
    const auto rest = content.substr(static_cast<std::size_t>(end - content.data()));
    if (rest.size() > 2) {
        refusal.note = rest.substr(1, rest.find('\n', 1) - 1);
    }
    refusal.message = "the data folder belongs to the running process " + std::to_string(refusal.pid)
                      + (refusal.note.empty() ? "" : " (" + refusal.note + ")");
    return refusal;
}

bool tell(int descriptor, const std::string& note)
{
    const std::string text = std::to_string(::getpid()) + "\n" + note + "\n";
    return ::ftruncate(descriptor, 0) == 0
           && ::pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

} // namespace

tl::expected<DataFolderLock, LockRefusal> DataFolderLock::acquire(const std::filesystem::path& dataFolder)
{
    const auto path = dataFolder / "lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return tl::unexpected(
            LockRefusal{0, {}, "can't open " + path.string() + ": " + std::generic_category().message(errno)});
    }
    DataFolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return tl::unexpected(refusalBy(descriptor));
        }
        return tl::unexpected(
            LockRefusal{0, {}, "can't lock " + path.string() + ": " + std::generic_category().message(errno)});
    }
    // A full disk must not keep the owner out; then only its pid is not known to others.
    tell(descriptor, {});
    return lock;
}

void DataFolderLock::setNote(const std::string& note) { tell(m_descriptor, note.substr(0, note.find('\n'))); }

DataFolderLock::DataFolderLock(int descriptor) : m_descriptor(descriptor) {}

DataFolderLock::DataFolderLock(DataFolderLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

DataFolderLock& DataFolderLock::operator=(DataFolderLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

DataFolderLock::~DataFolderLock()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

} // namespace genserve::tasks
