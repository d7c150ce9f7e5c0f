#include "input_folders.h"

#include "atomic_file.h"
#include "base/text_file.h"
#include "tasks/picture_reader.h"

#include <algorithm>
#include <system_error>

namespace genserve::tasks {
namespace {

// A sync of one file flushes the disk, one of its folder does so again: on a busy machine 50 folders of 1 MB a second,
// however many at once, against 260 where the file system is synced as a whole.
constexpr std::size_t FilesToSyncTogether = 3;

std::filesystem::path hiddenName(const std::filesystem::path& folder)
{
    return folder.parent_path() / ("." + folder.filename().string() + ".part");
}

Expected<void> linkOrCopy(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code fault;
    std::filesystem::create_hard_link(from, to, fault);
    if (!fault) {
        return {};
    }
    const auto bytes = readTextFile(from, MaxEncodedPictureBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return writeUnsynced(to, {reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
}

Expected<void> linkFiles(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(from, fault)) {
        if (auto linked = linkOrCopy(entry.path(), to / entry.path().filename()); !linked) {
            return linked;
        }
    }
    return fault ? failure(ErrorCode::Io, "can't read the folder: " + fault.message(), from.string())
                 : Expected<void>();
}

// A folder of the same call still has its hidden name.
std::filesystem::path placeOf(const std::filesystem::path& folder)
{
    std::error_code fault;
    return std::filesystem::exists(hiddenName(folder), fault) ? hiddenName(folder) : folder;
}

Expected<void> fill(const InputFolder& folder)
{
    const auto hidden = hiddenName(folder.folder);
    std::error_code fault;
    std::filesystem::create_directory(hidden, fault);
    if (fault) {
        return failure(ErrorCode::Io, "can't make the folder: " + fault.message(), hidden.string());
    }
    if (!folder.linked.empty()) {
        return linkFiles(placeOf(folder.linked), hidden);
    }
    for (const InputFile& file : folder.files) {
        if (auto written = writeUnsynced(hidden / file.name.file, *file.bytes); !written) {
            return written;
        }
    }
    return {};
}

Expected<void> syncFiles(const InputFolder& folder)
{
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(hiddenName(folder.folder), fault)) {
        if (auto synced = syncFile(entry.path()); !synced) {
            return synced;
        }
    }
    return syncFolder(hiddenName(folder.folder));
}

Expected<void> giveName(const InputFolder& folder)
{
    std::error_code fault;
    std::filesystem::rename(hiddenName(folder.folder), folder.folder, fault);
    return fault ? failure(ErrorCode::Io, "can't give it its name: " + fault.message(), folder.folder.string())
                 : Expected<void>();
}

std::size_t filesOf(std::span<const InputFolder> folders)
{
    std::size_t files = 0;
    for (const InputFolder& folder : folders) {
        files += std::max<std::size_t>(folder.files.size(), 1);
    }
    return files;
}

// Applies the step to all that have come so far.
template <class Step>
void forAll(std::span<InputFolder> folders, Step step)
{
    for (InputFolder& folder : folders) {
        folder.made = folder.made.and_then([&] { return step(folder); });
    }
}

} // namespace

void makeInputFolders(std::span<InputFolder> folders)
{
    if (folders.empty()) {
        return;
    }
    const auto parent = folders.front().folder.parent_path();
    forAll(folders, fill);
    if (filesOf(folders) < FilesToSyncTogether) {
        forAll(folders, syncFiles);
    } else {
        const auto synced = syncFileSystem(parent);
        forAll(folders, [&](const InputFolder&) { return synced; });
    }
    forAll(folders, giveName);
    const auto named = syncFolder(parent);
    for (InputFolder& folder : folders) {
        std::error_code ignored;
        if (!folder.made) {
            std::filesystem::remove_all(hiddenName(folder.folder), ignored);
        } else if (!named) {
            folder.made = named;
            std::filesystem::remove_all(folder.folder, ignored);
        }
    }
}

} // namespace genserve::tasks
