// Where everything of a user lies (ARCHITECTURE.md, "Data on disk"), and the lock that gives it one owner.
#pragma once

#include "base/error.h"
#include "tasks/task.h"

#include <filesystem>
#include <string>

namespace genserve::tasks {

// Paths; touches the disk only where it says so.
struct DataFolder {
    std::filesystem::path root;

    // Makes the folders that are missing. Io names the one that can't be made or written to.
    static Expected<DataFolder> create(const std::filesystem::path& root);

    [[nodiscard]] std::filesystem::path database() const { return root / "genserve.db"; }
    [[nodiscard]] std::filesystem::path databaseCopy() const { return root / "genserve.copy.db"; } // of the last hour
    [[nodiscard]] std::filesystem::path damaged() const { return root / "damaged"; }
    [[nodiscard]] std::filesystem::path images() const { return root / "images"; }
    [[nodiscard]] std::filesystem::path inputs() const { return root / "inputs"; }
    [[nodiscard]] std::filesystem::path inputs(const TaskId& task) const { return inputs() / task; }
    [[nodiscard]] std::filesystem::path trash() const { return root / "trash"; }
    [[nodiscard]] std::filesystem::path previews() const { return root / "previews"; }
    [[nodiscard]] std::filesystem::path preview(const TaskId& task) const { return previews() / (task + ".jpg"); }

    // "images/YYYY-MM/<task>.png" for a moment in UTC; relative, as it stands in Task::picture.
    static std::string pictureName(const TaskId& task, WallMs when, const std::string& extension = ".png");

    // Where the task's picture lies now: under its name, or in the trash.
    [[nodiscard]] std::filesystem::path pictureOf(const Task& task) const;
    [[nodiscard]] std::filesystem::path trashedPictureOf(const Task& task) const;
    // The same, or the other one of the two places where it is there: a power cut may undo the move. Looks at the disk.
    [[nodiscard]] std::filesystem::path existingPictureOf(const Task& task) const;
};

} // namespace genserve::tasks
