// Stars and tags of several pictures at once: in the history, and at once in the grid.
#pragma once

#include <vector>

#include "ui/world.h"

namespace genserve::ui {

class GalleryModel;

std::vector<tasks::TaskId> idsOf(const std::vector<tasks::Task>& tasks);
void setStarred(TaskDoor& door, GalleryModel& grid, std::vector<tasks::Task> tasks, bool isStarred);
// With or without the tag.
void setTagged(TaskDoor& door, GalleryModel& grid, std::vector<tasks::Task> tasks, const QString& tag, bool isTagged);

} // namespace genserve::ui
