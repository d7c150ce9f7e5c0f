#include "picture_marks.h"

#include "gallery_model.h"

#include <algorithm>

namespace genserve::ui {

std::vector<tasks::TaskId> idsOf(const std::vector<tasks::Task>& tasks)
{
    std::vector<tasks::TaskId> ids;
    std::ranges::transform(tasks, std::back_inserter(ids), &tasks::Task::id);
    return ids;
}

void setStarred(TaskDoor& door, GalleryModel& grid, std::vector<tasks::Task> tasks, bool isStarred)
{
    for (tasks::Task& task : tasks) {
        door.setStarred(task.id, isStarred);
        task.isStarred = isStarred;
        grid.take(task);
    }
}

void setTagged(TaskDoor& door, GalleryModel& grid, std::vector<tasks::Task> tasks, const QString& tag, bool isTagged)
{
    const std::string word = tag.toStdString();
    if (isTagged) {
        door.addTag(idsOf(tasks), tag);
    } else {
        door.removeTag(idsOf(tasks), tag);
    }
    for (tasks::Task& task : tasks) {
        std::erase(task.tags, word);
        if (isTagged) {
            task.tags.push_back(word);
            std::ranges::sort(task.tags);
        }
        grid.take(task);
    }
}

} // namespace genserve::ui
