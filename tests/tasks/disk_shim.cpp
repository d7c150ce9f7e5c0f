// A library to be preloaded: writes down what a process does to the files of one folder, in the order in which it
// happens, and makes the disk fail where it is told to. Read by script/disk_log.py.
//   DISK_SHIM_FOLDER  the folder, absolute
//   DISK_SHIM_LOG     where the log goes; nothing is logged without it
//   DISK_SHIM_FAIL    N:ERRNO:CALLS  the calls N to N + CALLS - 1 (from 1) that change the disk fail
// A record is  kind (1 byte), inode, offset, bytes of first and second text (8 each, little endian), then both texts.
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

// The C library's own function behind a name that this library takes over.
template <class Function>
Function real(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

class Shim {
public:
    Shim()
    {
        const auto text = [](const char* name) { return std::string(std::getenv(name) ? std::getenv(name) : ""); };
        m_folder = text("DISK_SHIM_FOLDER");
        const std::string log = text("DISK_SHIM_LOG");
        if (!log.empty()) {
            m_log = real<int (*)(const char*, int, ...)>("open")(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        }
        std::sscanf(text("DISK_SHIM_FAIL").c_str(), "%ld:%d:%ld", &m_firstFailing, &m_errno, &m_failing);
        if (isInside(m_folder)) {
            record('D', inodeOf(m_folder), 0, {}, {});
        }
    }

    std::recursive_mutex mutex; // held over each call, so that the log has its order

    [[nodiscard]] bool isInside(std::string_view path) const
    {
        return !m_folder.empty() && path.starts_with(m_folder)
               && (path.size() == m_folder.size() || path[m_folder.size()] == '/');
    }
    [[nodiscard]] std::string_view inside(std::string_view path) const
    {
        return path.substr(std::min(path.size(), m_folder.size() + 1));
    }

    // Of a descriptor that was opened in the folder; 0 = of another one.
    std::uint64_t& inode(int descriptor) { return m_inodes.at(static_cast<std::size_t>(descriptor) % m_inodes.size()); }

    // Whether this call is one of those that are to fail; then errno says how.
    bool fails()
    {
        const long call = ++m_calls;
        if (m_firstFailing == 0 || call < m_firstFailing || call >= m_firstFailing + m_failing) {
            return false;
        }
        errno = m_errno;
        return true;
    }

    void record(char kind, std::uint64_t inodeNumber, std::uint64_t offset, std::string_view first,
                std::string_view second)
    {
        if (m_log < 0) {
            return;
        }
        const std::array<std::uint64_t, 4> numbers{inodeNumber, offset, first.size(), second.size()};
        std::string text(1, kind);
        text.append(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
        text.append(first).append(second);
        static const auto Write = real<ssize_t (*)(int, const void*, size_t)>("write");
        const int before = errno;
        if (Write(m_log, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
            std::abort();
        }
        errno = before;
    }

    static std::uint64_t inodeOf(const std::string& path)
    {
        struct stat status {};
        return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
    }

private:
    std::string m_folder;
    int m_log = -1;
    long m_firstFailing = 0, m_failing = 0, m_calls = 0;
    int m_errno = 0;
    std::array<std::uint64_t, 4096> m_inodes{};
};

// Never destroyed: other libraries write until the very end.
Shim& shim()
{
    static Shim* const The = new Shim;
    return *The;
}

std::string absolute(int folder, const char* path)
{
    if (path[0] == '/' || folder == AT_FDCWD) {
        return path;
    }
    std::array<char, 4096> target{};
    const auto link = "/proc/self/fd/" + std::to_string(folder);
    const auto length = ::readlink(link.c_str(), target.data(), target.size());
    return std::string(target.data(), length < 0 ? 0 : static_cast<std::size_t>(length)) + "/" + path;
}

// `call` opens the file for real.
template <class Call>
int opened(const std::string& path, int flags, Call call)
{
    Shim& disk = shim();
    if (!disk.isInside(path)) {
        const int descriptor = call();
        if (descriptor >= 0) {
            disk.inode(descriptor) = 0;
        }
        return descriptor;
    }
    const std::scoped_lock lock(disk.mutex);
    struct stat status {};
    const bool isNew = (flags & O_CREAT) != 0 && ::stat(path.c_str(), &status) != 0;
    const bool isCut = (flags & O_TRUNC) != 0;
    if ((flags & O_ACCMODE) != O_RDONLY && disk.fails()) {
        return -1;
    }
    const int descriptor = call();
    if (descriptor >= 0 && ::fstat(descriptor, &status) == 0) {
        disk.inode(descriptor) = status.st_ino;
        if (isNew) {
            disk.record('C', status.st_ino, 0, disk.inside(path), {});
        } else if (isCut) {
            disk.record('T', status.st_ino, 0, {}, {});
        }
    }
    return descriptor;
}

template <class Call>
ssize_t written(int descriptor, const void* bytes, std::int64_t offset, Call call)
{
    Shim& disk = shim();
    const auto inode = disk.inode(descriptor);
    const std::scoped_lock lock(disk.mutex);
    if (inode != 0 && disk.fails()) {
        return -1;
    }
    const auto at = offset >= 0 ? offset : inode != 0 ? ::lseek(descriptor, 0, SEEK_CUR) : 0;
    const ssize_t count = call();
    if (count > 0 && (inode != 0 || descriptor == STDOUT_FILENO)) {
        disk.record(inode != 0 ? 'W' : 'N', inode, static_cast<std::uint64_t>(at),
                    {static_cast<const char*>(bytes), static_cast<std::size_t>(count)}, {});
    }
    return count;
}

// Calls that are told by the descriptor alone.
template <class Call>
int onDescriptor(char kind, int descriptor, std::uint64_t size, Call call)
{
    Shim& disk = shim();
    const auto inode = disk.inode(descriptor);
    if (inode == 0) {
        return call();
    }
    const std::scoped_lock lock(disk.mutex);
    if (disk.fails()) {
        return -1;
    }
    const int result = call();
    if (result == 0) {
        disk.record(kind, inode, size, {}, {});
    }
    return result;
}

enum class Removal { No, Yes };

// Calls that change names. What removes never fails: it needs no space, and nothing depends on it.
template <class Call>
int onNames(char kind, const std::string& first, const std::string& second, Removal removal, Call call)
{
    Shim& disk = shim();
    if (!disk.isInside(first)) {
        return call();
    }
    const std::scoped_lock lock(disk.mutex);
    if (removal == Removal::No && disk.fails()) {
        return -1;
    }
    const int result = call();
    if (result == 0) {
        disk.record(kind, kind == 'D' ? Shim::inodeOf(first) : 0, 0, disk.inside(first), disk.inside(second));
    }
    return result;
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

int openedBy(const char* name, const char* path, int flags, mode_t mode)
{
    return opened(path, flags, [&] { return real<int (*)(const char*, int, ...)>(name)(path, flags, mode); });
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openedBy("open", path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openedBy("open64", path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t count)
{
    static const auto Real = real<ssize_t (*)(int, const void*, size_t)>("write");
    return written(descriptor, bytes, -1, [&] { return Real(descriptor, bytes, count); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t offset)
{
    static const auto Real = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return written(descriptor, bytes, offset, [&] { return Real(descriptor, bytes, count, offset); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset)
{
    static const auto Real = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return written(descriptor, bytes, offset, [&] { return Real(descriptor, bytes, count, offset); });
}

int fsync(int descriptor)
{
    return onDescriptor('S', descriptor, 0, [&] { return real<int (*)(int)>("fsync")(descriptor); });
}

int fdatasync(int descriptor)
{
    return onDescriptor('S', descriptor, 0, [&] { return real<int (*)(int)>("fdatasync")(descriptor); });
}

int syncfs(int descriptor) noexcept
{
    return onDescriptor('A', descriptor, 0, [&] { return real<int (*)(int)>("syncfs")(descriptor); });
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return onDescriptor('T', descriptor, static_cast<std::uint64_t>(size),
                        [&] { return real<int (*)(int, off_t)>("ftruncate")(descriptor, size); });
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    return onDescriptor('T', descriptor, static_cast<std::uint64_t>(size),
                        [&] { return real<int (*)(int, off64_t)>("ftruncate64")(descriptor, size); });
}

int rename(const char* from, const char* to) noexcept
{
    return onNames('R', from, to, Removal::No,
                   [&] { return real<int (*)(const char*, const char*)>("rename")(from, to); });
}

int link(const char* from, const char* to) noexcept
{
    return onNames('L', from, to, Removal::No,
                   [&] { return real<int (*)(const char*, const char*)>("link")(from, to); });
}

int mkdir(const char* path, mode_t mode) noexcept
{
    return onNames('D', path, {}, Removal::No, [&] { return real<int (*)(const char*, mode_t)>("mkdir")(path, mode); });
}

int unlink(const char* path) noexcept
{
    return onNames('U', path, {}, Removal::Yes, [&] { return real<int (*)(const char*)>("unlink")(path); });
}

int rmdir(const char* path) noexcept
{
    return onNames('U', path, {}, Removal::Yes, [&] { return real<int (*)(const char*)>("rmdir")(path); });
}

int remove(const char* path) noexcept
{
    return onNames('U', path, {}, Removal::Yes, [&] { return real<int (*)(const char*)>("remove")(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept
{
    return onNames('U', absolute(folder, path), {}, Removal::Yes,
                   [&] { return real<int (*)(int, const char*, int)>("unlinkat")(folder, path, flags); });
}

} // extern "C"
