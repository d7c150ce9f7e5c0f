// One more picture with a task's settings and another seed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "ui/world.h"

namespace genserve::ui {

// As the dice throws it: within what every door takes for a seed.
std::int64_t drawnSeed();

// Answers once, on the GUI thread; nothing = the task's settings can't be read.
using VariationAnswer = std::function<void(const std::optional<tasks::SubmitOutcome>&)>;
void sendVariation(TaskDoor& door, const tasks::TaskId& task, VariationAnswer answer);

} // namespace genserve::ui
