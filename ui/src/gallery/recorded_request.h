// What a picture of the history was made with, so that it can be made again.
#pragma once

#include <functional>

#include "ui/world.h"

namespace genserve::ui {

// The request as it was submitted, with its pictures; what it left to the model stands in it as the record tells it.
// Without the request, what the record alone tells. Later; not at all once the door is gone.
void recordedRequest(TaskDoor& tasks, const tasks::Task& task, std::function<void(const GenerationRequest&)> answer);

} // namespace genserve::ui
