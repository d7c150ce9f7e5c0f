#include "runtime/available_memory.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace genserve::runtime {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t NoLimit = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t KiB = 1024;
constexpr std::int64_t Granularity = std::int64_t{256} << 20; // of a budget

std::optional<std::int64_t> numberIn(std::string_view text)
{
    const auto start = text.find_first_of("0123456789");
    std::int64_t value = 0;
    if (start == std::string_view::npos
        || std::from_chars(text.data() + start, text.data() + text.size(), value).ec != std::errc()) {
        return std::nullopt;
    }
    return value;
}

// The number behind a word at the start of a line.
std::optional<std::int64_t> numberAfter(const fs::path& file, std::string_view word)
{
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(word)) {
            return numberIn(std::string_view(line).substr(word.size()));
        }
    }
    return std::nullopt;
}

// "max" stands for no limit.
std::optional<std::int64_t> numberOf(const fs::path& file)
{
    std::ifstream lines(file);
    std::string line;
    return std::getline(lines, line) ? numberIn(line) : std::nullopt;
}

struct GroupFiles {
    const char *limit, *usage, *cached;
};
constexpr GroupFiles Version2{"memory.max", "memory.current", "inactive_file "};
constexpr GroupFiles Version1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "};

// Files that were read lately count as usage but give way.
std::int64_t leftIn(const fs::path& group, const GroupFiles& files)
{
    const auto limit = numberOf(group / files.limit);
    const auto usage = numberOf(group / files.usage);
    if (!limit || !usage) {
        return NoLimit;
    }
    return std::max<std::int64_t>(*limit - *usage + numberAfter(group / "memory.stat", files.cached).value_or(0), 0);
}

// Of a group and all above it: any of them may be the narrow one. Within a container the path may not exist, and the
// container's own limits lie at the root.
std::int64_t leftInAll(const fs::path& root, fs::path path, const GroupFiles& files)
{
    std::int64_t least = leftIn(root, files);
    for (path = path.relative_path(); !path.empty(); path = path.parent_path()) {
        least = std::min(least, leftIn(root / path, files));
    }
    return least;
}

} // namespace

std::int64_t availableMemory(const fs::path& proc, const fs::path& groups)
{
    std::int64_t least = numberAfter(proc / "meminfo", "MemAvailable:").value_or(NoLimit / KiB) * KiB;
    std::ifstream lines(proc / "self/cgroup");
    for (std::string line; std::getline(lines, line);) { // "0::/user.slice" or "4:memory:/docker/12ab"
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) {
            continue;
        }
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const std::string path = line.substr(second + 1);
        if (controllers.empty()) {
            least = std::min(least, leftInAll(groups, path, Version2));
        } else if (controllers == "memory") {
            least = std::min(least, leftInAll(groups / "memory", path, Version1));
        }
    }
    return least;
}

std::int64_t plannedBudget(std::int64_t free, std::int64_t limit)
{
    const std::int64_t steady = free / Granularity * Granularity;
    return limit > 0 ? std::min(limit, steady) : steady;
}

} // namespace genserve::runtime
