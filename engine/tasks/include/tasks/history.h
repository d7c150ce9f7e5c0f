// Questions to the history: what the gallery and GET /tasks list.
#pragma once

#include "tasks/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace genserve::tasks {

enum class TrashFilter { Without, Only };

// All that is set must hold. Lists are by Task::sequence.
struct HistoryQuery {
    // Words that all stand in the prompt or in the name of an imported file, as beginnings of its words ("moun" finds
    // "mountain") or, for Chinese, Japanese and Korean, anywhere.
    std::string text;
    std::vector<TaskState> states; // empty = every state
    std::string client, modelId, device, tag;
    std::optional<TaskOrigin> origin;
    std::optional<int> width, height; // px
    WallMs fromMs = 0;                // created then or later
    WallMs untilMs = 0;               // created before; 0 = no end
    bool isStarred = false;           // true: starred ones only
    TrashFilter trash = TrashFilter::Without;
    bool isOldestFirst = false;
    std::int64_t before = 0; // the page begins behind this sequence: below it, oldest first above it; 0 = at the start
    int limit = 50;          // 1..500
};

struct HistoryPage {
    std::vector<Task> tasks;
    std::int64_t next = 0; // `before` of the next page; 0 = this was the last
};

// How many finished pictures share all of these.
struct PictureCount {
    std::string client, modelId;
    TaskOrigin origin = TaskOrigin::Generated;
    bool isStarred = false, isTrashed = false;
    int pictures = 0;
    int recent = 0; // of them: made since the time that was asked for
};

struct TagCount {
    std::string tag;
    int tasks = 0;
};

} // namespace genserve::tasks
