#include "atomic_file.h"

#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace genserve::tasks {
namespace {

tl::unexpected<Error> systemFailure(int number, const std::string& action, const std::filesystem::path& path)
{
    const bool isMissing = number == ENOENT;
    return failure(isMissing ? ErrorCode::NotFound : ErrorCode::Io,
                   action + ": " + std::generic_category().message(number), path.string());
}

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    // Some file systems report a failed write only here.
    bool close()
    {
        const int descriptor = m_descriptor;
        m_descriptor = -1;
        return descriptor < 0 || ::close(descriptor) == 0 || errno == EINTR;
    }

private:
    int m_descriptor;
};

// Removes the temporary file unless it has become the real one.
struct TemporaryFile {
    std::filesystem::path path;
    bool isKept = false;

    explicit TemporaryFile(std::filesystem::path name) : path(std::move(name)) {}
    ~TemporaryFile()
    {
        if (!isKept) {
            ::unlink(path.c_str());
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
};

bool writeAll(int descriptor, std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

std::filesystem::path temporaryName(const std::filesystem::path& target)
{
    static std::atomic<unsigned> counter{0};
    // Cut, so that a long name leaves room for the rest of this one (255 bytes on most file systems).
    const std::string name = target.filename().string().substr(0, 200);
    return target.parent_path()
           / ("." + name + "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".part");
}

// The file that a name leads to, through symbolic links.
Expected<std::filesystem::path> targetOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        return std::filesystem::absolute(path);
    }
    if (!std::filesystem::is_regular_file(status)) {
        return failure(ErrorCode::Io, "there is something that is no regular file", path.string());
    }
    return std::filesystem::canonical(path);
}

} // namespace

Expected<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes)
{
    const auto target = targetOf(path);
    if (!target) {
        return tl::unexpected(target.error());
    }
    TemporaryFile temporary(temporaryName(*target));
    Descriptor file(::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen()) {
        temporary.isKept = true;
        return systemFailure(errno, "can't create a file in its folder", path);
    }
    if (!writeAll(file.get(), bytes) || ::fsync(file.get()) != 0 || !file.close()) {
        return systemFailure(errno, "can't write it", path);
    }
    if (::rename(temporary.path.c_str(), target->c_str()) != 0) {
        return systemFailure(errno, "can't give it its name", path);
    }
    temporary.isKept = true;
    return syncFolder(target->parent_path());
}

Expected<void> writeUnsynced(const std::filesystem::path& path, std::span<const std::uint8_t> bytes)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen()) {
        return systemFailure(errno, "can't create it", path);
    }
    if (!writeAll(file.get(), bytes) || !file.close()) {
        return systemFailure(errno, "can't write it", path);
    }
    return {};
}

Expected<void> syncFile(const std::filesystem::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen() || ::fsync(file.get()) != 0) {
        return systemFailure(errno, "can't sync it", path);
    }
    return {};
}

Expected<void> syncFileSystem(const std::filesystem::path& folder)
{
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen() || ::syncfs(descriptor.get()) != 0) {
        return systemFailure(errno, "can't sync its file system", folder);
    }
    return {};
}

Expected<void> syncFolder(const std::filesystem::path& folder)
{
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // What lies in it is whole by now; file systems that can't sync a folder (EINVAL) are no failure.
    if (descriptor.isOpen() && ::fsync(descriptor.get()) != 0 && errno != EINVAL) {
        return systemFailure(errno, "can't sync the folder", folder);
    }
    return {};
}

Expected<void> renameSynced(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return systemFailure(errno, "can't rename it to " + to.string(), from);
    }
    return syncFolder(to.parent_path());
}

} // namespace genserve::tasks
