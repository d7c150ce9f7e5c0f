// The outcome of a task as JSON texts of its row.
#pragma once

#include "tasks/task.h"

#include <string>
#include <string_view>

namespace genserve::tasks {

// Empty for a task that has none. Reading takes whatever it understands: an unreadable outcome is an empty one.
std::string errorJson(const TaskError& error);
TaskError errorFromJson(std::string_view json);
std::string resultJson(const Task& task);
TaskResult resultFromJson(std::string_view json);
std::string tagsJson(const std::vector<std::string>& tags);
std::vector<std::string> tagsFromJson(std::string_view json);

} // namespace genserve::tasks
