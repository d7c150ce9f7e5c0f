// Questions to the history: what the gallery and GET /tasks list.
#pragma once

#include "tasks/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace genserve::tasks {

enum class TrashFilter { Without, Only };

// What a list is ordered by, and what fromMs and untilMs mean.
enum class HistoryOrder {
    Accepted, // Task::sequence, Task::createdMs
    Ended,    // Task::finishedMs, then the sequence: a task that waited long or was retried stands where it ended
};

// A task's place in either order.
struct HistoryPlace {
    WallMs endedMs = 0;
    std::int64_t sequence = 0; // 0 = no place

    [[nodiscard]] bool isSet() const { return sequence != 0; }
    auto operator<=>(const HistoryPlace&) const = default; // HistoryOrder::Ended
};
[[nodiscard]] inline HistoryPlace placeOf(const Task& task) { return {task.finishedMs, task.sequence}; }

// All that is set must hold.
struct HistoryQuery {
    // Words that all stand in the prompt or in the name of an imported file, as beginnings of its words ("moun" finds
    // "mountain") or, for Chinese, Japanese and Korean, anywhere.
    std::string text;
    std::vector<TaskState> states; // empty = every state
    std::string client, modelId, device, tag;
    std::optional<TaskOrigin> origin;
    std::optional<int> width, height; // px
    HistoryOrder order = HistoryOrder::Accepted;
    WallMs fromMs = 0;      // then or later
    WallMs untilMs = 0;     // before; 0 = no end
    bool isStarred = false; // true: starred ones only
    TrashFilter trash = TrashFilter::Without;
    bool isOldestFirst = false;
    HistoryPlace behind; // the page begins behind it: below, oldest first above; not set = at the start
    int limit = 50;      // 1..500
};

struct HistoryPage {
    std::vector<Task> tasks;
    HistoryPlace next; // `behind` of the next page; not set = this was the last
};

// How many finished pictures share all of these.
struct PictureCount {
    std::string client, modelId;
    TaskOrigin origin = TaskOrigin::Generated;
    bool isStarred = false, isTrashed = false;
    int pictures = 0;
    int recent = 0; // of them: ended since the time that was asked for
};

struct TagCount {
    std::string tag;
    int tasks = 0;
};

} // namespace genserve::tasks
