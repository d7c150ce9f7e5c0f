#include "tasks/task_queue.h"

#include <algorithm>

namespace genserve::tasks {
namespace {

Reason aloneReason(const TaskId& task) { return {ReasonCode::AloneTask, 0, task}; }

} // namespace

Reason TaskQueue::waitingReason(const TaskId& id, const QueueSurroundings& now) const
{
    const auto task = find(id);
    if (task == m_tasks.end()) {
        return {};
    }
    if (m_isPaused) {
        return {ReasonCode::Paused};
    }
    if (std::ranges::none_of(now.devices, &DeviceStatus::isAlive)) {
        return {ReasonCode::NoDevice};
    }
    if (std::ranges::none_of(now.devices,
                             [&](const DeviceStatus& device) { return device.isAlive() && fits(*task, device); })) {
        return {ReasonCode::NoDeviceFits};
    }
    if (!now.runningAlone.empty()) {
        return aloneReason(now.runningAlone);
    }
    const WaitingTask* first = head(now);
    if (first && first->runsAlone && now.running > 0) {
        return first->id == id ? Reason{ReasonCode::WaitsToRunAlone} : aloneReason(first->id);
    }
    if (const int before = position(id) - 1; before > 0) {
        return {ReasonCode::Behind, before};
    }
    const bool areAllStarting = std::ranges::all_of(now.devices, [](const DeviceStatus& device) {
        return !device.isAlive() || device.state == DeviceState::Starting;
    });
    return {areAllStarting ? ReasonCode::DevicesStarting : ReasonCode::Next};
}

Reason TaskQueue::idleReason(const DeviceStatus& device, const QueueSurroundings& now) const
{
    switch (device.state) {
    case DeviceState::Busy: return {};
    case DeviceState::Starting: return {ReasonCode::Starting};
    case DeviceState::Draining: return {ReasonCode::Draining};
    case DeviceState::Disabled: return {ReasonCode::Disabled};
    case DeviceState::Quarantined: return {ReasonCode::Quarantined, 0, device.fault};
    case DeviceState::Idle: break;
    }
    if (m_tasks.empty()) {
        return {ReasonCode::NoTask};
    }
    if (m_isPaused) {
        return {ReasonCode::Paused};
    }
    if (!now.runningAlone.empty()) {
        return aloneReason(now.runningAlone);
    }
    if (const WaitingTask* first = head(now); first && first->runsAlone && now.running > 0) {
        return aloneReason(first->id);
    }
    const bool fitsAny = std::ranges::any_of(m_tasks, [&](const WaitingTask& task) { return fits(task, device); });
    return {fitsAny ? ReasonCode::Next : ReasonCode::NoTaskFits};
}

} // namespace genserve::tasks
