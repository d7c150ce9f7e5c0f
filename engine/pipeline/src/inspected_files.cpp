// What was found in weight files, kept as long as they do not change.
#include <map>
#include <mutex>
#include <utility>

#include <sys/stat.h>

#include "weight_file.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

std::optional<weights::FileStamp> stampOf(const fs::path& file)
{
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) {
        return std::nullopt;
    }
    constexpr std::int64_t NsPerSecond = 1'000'000'000;
    return weights::FileStamp{.device = status.st_dev,
                              .inode = status.st_ino,
                              .bytes = static_cast<std::uint64_t>(status.st_size),
                              .modifiedNs = status.st_mtim.tv_sec * NsPerSecond + status.st_mtim.tv_nsec};
}

// What was found in files, by path; thousands of LoRAs are looked at on every scan and change rarely.
class Inspections {
public:
    Expected<WeightFile> get(const fs::path& file)
    {
        const auto stamp = stampOf(file);
        if (!stamp) {
            return readWeightFile(file);
        }
        {
            const std::lock_guard lock(m_mutex);
            const auto known = m_found.find(file);
            if (known != m_found.end() && known->second.first == *stamp) {
                return known->second.second;
            }
        }
        auto found = readWeightFile(file);
        const std::lock_guard lock(m_mutex);
        if (m_found.size() >= MostKept) {
            m_found.clear();
        }
        m_found.insert_or_assign(file, std::pair(*stamp, found));
        return found;
    }

private:
    static constexpr std::size_t MostKept = 20'000;
    std::mutex m_mutex;
    std::map<fs::path, std::pair<weights::FileStamp, Expected<WeightFile>>> m_found;
};

} // namespace

Expected<WeightFile> inspectFile(const fs::path& file)
{
    static Inspections inspections;
    return inspections.get(file);
}

} // namespace genserve::pipeline
