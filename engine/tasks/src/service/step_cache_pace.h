// What a step cache does to a picture's time.
#pragma once

#include "base/generation.h"

namespace genserve::tasks {

// Of a request's work, what is expected to be left of it: medians of the starter's pictures, docs/performance.md.
double expectedShare(StepCache cache);

// Of a picture's work, what was done of it.
double doneShare(const GenerationResult& result);

} // namespace genserve::tasks
