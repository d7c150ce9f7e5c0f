#include "tasks/data_folder.h"

#include "atomic_file.h"

#include <QDateTime>

#include <system_error>

#include <unistd.h>

namespace genserve::tasks {

Expected<DataFolder> DataFolder::create(const std::filesystem::path& root)
{
    const DataFolder folder{root};
    for (const auto& path : {root, folder.images(), folder.inputs(), folder.trash(), folder.previews()}) {
        std::error_code fault;
        const bool isNew = std::filesystem::create_directories(path, fault);
        if (fault) {
            return failure(ErrorCode::Io, "can't make the folder: " + fault.message(), path.string());
        }
        if (auto synced = isNew ? syncFolder(path.parent_path()) : Expected<void>(); !synced) {
            return tl::unexpected(synced.error());
        }
        if (::access(path.c_str(), W_OK | X_OK) != 0) {
            return failure(ErrorCode::Io, "can't write to the folder", path.string());
        }
    }
    return folder;
}

std::string DataFolder::pictureName(const TaskId& task, WallMs when, const std::string& extension)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(when, Qt::UTC);
    return "images/" + moment.toString(QStringLiteral("yyyy-MM")).toStdString() + "/" + task + extension;
}

std::filesystem::path DataFolder::trashedPictureOf(const Task& task) const
{
    return trash() / std::filesystem::path(task.picture).filename();
}

std::filesystem::path DataFolder::pictureOf(const Task& task) const
{
    return task.isTrashed() ? trashedPictureOf(task) : root / task.picture;
}

std::filesystem::path DataFolder::existingPictureOf(const Task& task) const
{
    const auto other = task.isTrashed() ? root / task.picture : trashedPictureOf(task);
    std::error_code fault;
    const bool isElsewhere = !std::filesystem::exists(pictureOf(task), fault) && std::filesystem::exists(other, fault);
    return isElsewhere ? other : pictureOf(task);
}

} // namespace genserve::tasks
