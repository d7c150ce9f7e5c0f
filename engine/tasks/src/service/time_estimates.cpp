#include "time_estimates.h"

#include "step_cache_pace.h"

#include <algorithm>
#include <map>
#include <utility>

namespace genserve::tasks {
namespace {

constexpr std::int64_t CountEveryMs = 500;

// Seconds of work that begins on a device which holds these models. Without a model's id any held one will do.
std::optional<double> secondsOf(const std::optional<Pace>& pace, double work, bool isHeld)
{
    return pace && work > 0 ? std::optional(pace->seconds(work) + (isHeld ? 0 : pace->load)) : std::nullopt;
}

} // namespace

TimeEstimates::TimeEstimates(WorkOf work, TaskQueue::FitsDevice fits)
    : m_work(std::move(work)), m_fits(std::move(fits)), m_progress(m_paces)
{
}

double TimeEstimates::workOf(const GenerationRequest& request) const
{
    return m_work ? m_work(request) * expectedShare(request.stepCache) : 0;
}

std::vector<DeviceEstimate> TimeEstimates::estimate(const GenerationRequest& request,
                                                    std::span<const DeviceStatus> devices) const
{
    std::vector<DeviceEstimate> estimates;
    const double work = workOf(request);
    for (const DeviceStatus& device : m_work ? devices : std::span<const DeviceStatus>()) {
        const auto& held = device.heldModels;
        const bool isHeld =
            request.modelId.empty() ? !held.empty() : std::ranges::find(held, request.modelId) != held.end();
        estimates.push_back({device.id, secondsOf(m_paces.find(device.name, request.modelId), work, isHeld)});
    }
    return estimates;
}

QueueForecast TimeEstimates::forecastOf(const TaskLedger& ledger, std::span<const DeviceStatus> devices,
                                        std::int64_t nowMs) const
{
    if (!m_work || ledger.isPaused()) {
        return {};
    }
    std::map<std::pair<std::string, std::string>, std::optional<Pace>> known; // a thousand tasks ask for the same few
    ForecastSource source;
    source.devices = devices;
    source.fits = m_fits;
    source.secondsToFree = [&](const DeviceStatus& device) {
        return device.task.empty() ? std::optional(0.0) : m_progress.secondsLeft(device.task, nowMs);
    };
    source.seconds = [&](const WaitingTask& waiting, const DeviceStatus& device, const std::string& model) {
        const std::pair key(device.name, waiting.modelId);
        auto pace = known.find(key);
        if (pace == known.end()) {
            pace = known.emplace(key, m_paces.find(key.first, key.second)).first;
        }
        const Task* task = ledger.task(waiting.id);
        return secondsOf(pace->second, task ? task->work : 0, model == waiting.modelId);
    };
    return forecast(ledger.waiting(), source);
}

void TimeEstimates::fill(std::span<TaskView> views, const TaskLedger& ledger, std::span<const DeviceStatus> devices,
                         std::int64_t nowMs) const
{
    const QueueForecast all = forecastOf(ledger, devices, nowMs);
    for (TaskView& view : views) {
        if (const auto found = all.tasks.find(view.task.id); found != all.tasks.end()) {
            view.secondsToStart = found->second.toStart;
            view.secondsToFinish = found->second.toFinish;
        } else if (view.task.state == TaskState::Running) {
            view.secondsToFinish = m_progress.secondsLeft(view.task.id, nowMs);
        }
    }
}

std::optional<double> TimeEstimates::secondsToEmpty(const TaskLedger& ledger, std::span<const DeviceStatus> devices,
                                                    std::int64_t nowMs)
{
    if (nowMs >= m_nextCount) {
        m_nextCount = nowMs + CountEveryMs;
        m_toEmpty = forecastOf(ledger, devices, nowMs).secondsToEmpty;
    }
    return m_toEmpty;
}

} // namespace genserve::tasks
