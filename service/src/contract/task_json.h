// Tasks as the REST document shows them.
#pragma once

#include "content/json_writer.h"
#include "tasks/task_view.h"

#include <string>
#include <vector>

namespace genserve::service {

// Appends the task object: {task_id, state, mode, model_id, priority, position, ...}.
// warnings: what the reading of its request gave, which goes before those of its making.
void writeTask(JsonWriter& json, const tasks::TaskView& view, const std::vector<std::string>& warnings = {});
std::string taskJson(const tasks::TaskView& view, const std::vector<std::string>& warnings = {});

// RFC 3339 in UTC with milliseconds: "2026-11-22T21:00:00.000Z".
std::string utcTime(tasks::WallMs time);

} // namespace genserve::service
