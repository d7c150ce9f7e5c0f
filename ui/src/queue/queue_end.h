// When the queue will be done.
#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "tasks/task_view.h"

namespace genserve::ui {

// Seconds until nothing of these runs or waits, 0 if that is so now; nothing where it can't be told of one of them.
std::optional<double> secondsToEmpty(const std::vector<tasks::TaskView>& tasks);

// The time of day then, as the language in use writes it.
QString clockTimeIn(double seconds);

} // namespace genserve::ui
