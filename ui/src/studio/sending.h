// Several submissions as one: pictures whose prompts differ.
#pragma once

#include <functional>
#include <vector>

#include "ui/world.h"

namespace genserve::ui {

// Answers once, after the last of them: with the tasks that were accepted, in their order, and the first refusal.
using SentAnswer = std::function<void(const std::vector<tasks::TaskView>& tasks, const std::optional<tasks::Refusal>&)>;
void sendAll(TaskDoor& door, std::vector<tasks::Submission> submissions, SentAnswer answer);

} // namespace genserve::ui
