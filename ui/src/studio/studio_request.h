// The requests that the studio's state and pictures make together.
#pragma once

#include <vector>

#include "tasks/task_commands.h"

namespace genserve::ui {

class StudioModel;

// What to ask of memory and time: a picture of the size to be made, its own pictures left out.
GenerationRequest questionOf(const StudioModel& model);

// All pictures of it have the prompt that the model's seed draws; settings of other modes stay behind.
tasks::Submission submissionOf(StudioModel& model);
// The same, one for each picture where choices or wildcards give their seeds different prompts.
std::vector<tasks::Submission> submissionsOf(StudioModel& model);

} // namespace genserve::ui
