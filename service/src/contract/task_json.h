// Tasks as the REST document shows them.
#pragma once

#include "content/json_writer.h"
#include "tasks/task_view.h"

#include <string>

namespace genserve::service {

// Appends the task object: {task_id, state, mode, model_id, priority, position, ...}.
void writeTask(JsonWriter& json, const tasks::TaskView& view);
std::string taskJson(const tasks::TaskView& view);

// RFC 3339 in UTC with milliseconds: "2026-11-22T21:00:00.000Z".
std::string utcTime(tasks::WallMs time);

} // namespace genserve::service
