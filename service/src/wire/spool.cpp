#include "wire/spool.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace genserve::service {
namespace {

tl::unexpected<WireFault> storageFull()
{
    return wireFault(503, "storage_full", "there is no room on this server for the body");
}

// A file without a name, so that nothing is left behind whatever happens to the process.
int openNamelessFile(const std::filesystem::path& folder)
{
    std::error_code failed;
    const std::filesystem::path place = folder.empty() ? std::filesystem::temp_directory_path(failed) : folder;
    const int file = ::open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
        return file;
    }
    std::string name = (place / "genserve-body-XXXXXX").string(); // for file systems without O_TMPFILE
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) {
        ::unlink(name.c_str());
    }
    return named;
}

} // namespace

Spool::Spool(Spool&& other) noexcept
    : m_memory(std::move(other.m_memory)),
      m_file(std::exchange(other.m_file, -1)),
      m_size(std::exchange(other.m_size, 0)),
      m_mapping(std::exchange(other.m_mapping, nullptr))
{
    other.m_memory.clear();
}

Spool& Spool::operator=(Spool&& other) noexcept
{
    std::swap(m_memory, other.m_memory);
    std::swap(m_file, other.m_file);
    std::swap(m_size, other.m_size);
    std::swap(m_mapping, other.m_mapping);
    return *this;
}

Spool::~Spool()
{
    if (m_mapping) {
        ::munmap(m_mapping, m_size);
    }
    if (m_file >= 0) {
        ::close(m_file);
    }
}

WireResult<void> Spool::append(std::string_view bytes, SpoolPlan& plan)
{
    if (m_file < 0 && plan.memoryUsed + bytes.size() > plan.memoryBytes) {
        if (auto moved = moveToFile(plan); !moved) {
            return moved;
        }
    }
    if (m_file >= 0) {
        if (auto written = writeAll(bytes); !written) {
            return written;
        }
    } else {
        m_memory += bytes;
        plan.memoryUsed += bytes.size();
    }
    m_size += bytes.size();
    return {};
}

WireResult<void> Spool::moveToFile(SpoolPlan& plan)
{
    m_file = openNamelessFile(plan.folder);
    if (m_file < 0) {
        return storageFull();
    }
    if (auto written = writeAll(m_memory); !written) {
        return written;
    }
    plan.memoryUsed -= m_memory.size();
    std::string().swap(m_memory);
    return {};
}

WireResult<void> Spool::writeAll(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return storageFull();
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

WireResult<std::string_view> Spool::view()
{
    if (m_file < 0) {
        return std::string_view(m_memory);
    }
    if (!m_mapping) {
        void* const mapping = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, m_file, 0);
        if (mapping == MAP_FAILED) {
            return wireFault(503, "out_of_memory", "this server has no memory for the body");
        }
        m_mapping = mapping;
    }
    return std::string_view(static_cast<const char*>(m_mapping), m_size);
}

} // namespace genserve::service
