#include "progress_pace.h"

#include <algorithm>

namespace genserve::tasks {
namespace {

double secondsBetween(std::int64_t fromMs, std::int64_t toMs) { return static_cast<double>(toMs - fromMs) / 1000; }

// What is left by the learned pace alone, at the beginning of a stage.
std::optional<double> learnedLeft(const std::optional<Pace>& pace, const Task& task, Stage stage)
{
    if (!pace || task.work <= 0) {
        return std::nullopt;
    }
    switch (stage) {
    case Stage::Load: return pace->load + pace->seconds(task.work);
    case Stage::Text:
    case Stage::Encode: return pace->seconds(task.work);
    case Stage::Denoise: return pace->seconds(task.work) - pace->before;
    case Stage::Decode: return pace->after;
    }
    return std::nullopt;
}

} // namespace

TaskProgress ProgressPace::note(const Task& task, const std::string& deviceName, const Progress& progress,
                                std::int64_t nowMs)
{
    TaskProgress told{task.id, progress, {}, {}};
    Run& run = m_runs[task.id];
    const auto pace = m_paces.find(deviceName, task.modelId);
    told.secondsLeft = learnedLeft(pace, task, progress.stage);
    if (progress.stage == Stage::Denoise) {
        if (run.firstStep < 0) {
            run.firstStep = progress.step;
            run.firstStepMs = nowMs;
        }
        if (const int steps = progress.step - run.firstStep; steps > 0) {
            told.secondsPerStep = secondsBetween(run.firstStepMs, nowMs) / steps;
            told.secondsLeft = *told.secondsPerStep * (progress.steps - progress.step) + (pace ? pace->after : 0);
        }
    }
    run.left = told.secondsLeft;
    run.toldMs = nowMs;
    return told;
}

std::optional<double> ProgressPace::secondsLeft(const TaskId& task, std::int64_t nowMs) const
{
    const auto run = m_runs.find(task);
    if (run == m_runs.end() || !run->second.left) {
        return std::nullopt;
    }
    return std::max(0.0, *run->second.left - secondsBetween(run->second.toldMs, nowMs));
}

} // namespace genserve::tasks
