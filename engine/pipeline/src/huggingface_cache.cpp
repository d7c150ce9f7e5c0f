#include "huggingface_cache.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/text_file.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view Prefix = "models--";

bool isFolder(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

// refs/main holds the name of a folder in snapshots/; anything else is not believed.
fs::path mainSnapshot(const fs::path& repository)
{
    constexpr std::uint64_t MaxBytes = 256;
    const auto text = readTextFile(repository / "refs/main", MaxBytes);
    if (!text) {
        return {};
    }
    const auto end = text->find_last_not_of(" \r\n");
    const std::string name = end == std::string::npos ? "" : text->substr(0, end + 1);
    const bool isHash = !name.empty() && name.find_first_not_of("0123456789abcdef") == std::string::npos;
    const auto snapshot = repository / "snapshots" / name;
    return isHash && isFolder(snapshot) ? snapshot : fs::path();
}

} // namespace

bool isRepository(const fs::path& folder)
{
    return folder.filename().string().starts_with(Prefix) && isFolder(folder / "snapshots");
}

Expected<fs::path> snapshotOf(const fs::path& repository)
{
    if (auto snapshot = mainSnapshot(repository); !snapshot.empty()) {
        return snapshot;
    }
    constexpr std::size_t MaxSnapshots = 1000;
    std::vector<std::tuple<fs::file_time_type, fs::path>> snapshots;
    std::error_code error;
    fs::directory_iterator entries(repository / "snapshots", error);
    for (; !error && entries != fs::directory_iterator() && snapshots.size() < MaxSnapshots; entries.increment(error)) {
        std::error_code unreadable;
        const auto time = entries->last_write_time(unreadable);
        if (!unreadable && isFolder(entries->path())) {
            snapshots.emplace_back(time, entries->path());
        }
    }
    if (snapshots.empty()) {
        return failure(ErrorCode::NotFound, "holds no snapshot", repository.string());
    }
    return std::get<fs::path>(*std::ranges::max_element(snapshots));
}

std::string repositoryName(const fs::path& snapshot)
{
    const std::string repository = snapshot.parent_path().parent_path().filename().string();
    if (snapshot.parent_path().filename() != "snapshots" || !repository.starts_with(Prefix)) {
        return {};
    }
    const auto separator = repository.find("--", Prefix.size());
    return repository.substr(separator == std::string::npos ? Prefix.size() : separator + 2);
}

Expected<fs::path> placeOf(const fs::path& path)
{
    std::error_code error;
    auto place = fs::absolute(path, error).lexically_normal();
    place = place.has_filename() ? place : place.parent_path();
    return isRepository(place) ? snapshotOf(place) : Expected<fs::path>(place);
}

} // namespace genserve::pipeline
