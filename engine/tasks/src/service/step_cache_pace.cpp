#include "step_cache_pace.h"

#include <algorithm>

namespace genserve::tasks {

double expectedShare(StepCache cache)
{
    constexpr double Steps = 28, Light = 0.25, Medium = 8.5, Strong = 11.6; // reused ones
    switch (cache) {
    case StepCache::Off: break;
    case StepCache::Light: return 1 - Light / Steps;
    case StepCache::Medium: return 1 - Medium / Steps;
    case StepCache::Strong: return 1 - Strong / Steps;
    }
    return 1;
}

double doneShare(const GenerationResult& result)
{
    const int reused = result.stepsRun > 0 ? result.stepsReused : 0;
    return 1 - static_cast<double>(reused) / std::max(1, result.stepsRun);
}

} // namespace genserve::tasks
