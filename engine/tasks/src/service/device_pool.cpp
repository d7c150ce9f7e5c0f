#include "device_pool.h"

#include <algorithm>
#include <utility>

namespace genserve::tasks {

DevicePool::DevicePool(const std::vector<DeviceSpec>& devices, RunnerFactory factory, EventsFor events)
    : m_factory(std::move(factory)), m_events(std::move(events))
{
    for (const DeviceSpec& spec : devices) {
        DeviceStatus status;
        status.id = spec.id;
        status.gpuId = spec.gpuId;
        m_states.push_back(std::move(status));
        m_slots.push_back({spec, DeviceMode::Enabled, nullptr, false, false});
        begin(m_slots.size() - 1);
    }
}

std::size_t DevicePool::indexOf(const std::string& device) const
{
    return static_cast<std::size_t>(std::ranges::find(m_states, device, &DeviceStatus::id) - m_states.begin());
}

void DevicePool::begin(std::size_t index)
{
    Slot& slot = m_slots[index];
    m_states[index].state = DeviceState::Starting;
    slot.isRetiring = slot.isRetired = false;
    slot.worker = std::make_unique<Worker>(slot.spec, m_factory, m_events(slot.spec.id));
}

Expected<void> DevicePool::setMode(const std::string& device, DeviceMode mode)
{
    const std::size_t index = indexOf(device);
    if (index == m_slots.size()) {
        return failure(ErrorCode::InvalidArgument, "there is no such device", device);
    }
    if (m_states[index].state == DeviceState::Quarantined) {
        return failure(ErrorCode::InvalidArgument,
                       "the device has failed; it comes back when the program is started anew", device);
    }
    m_slots[index].mode = mode;
    settle(index);
    return {};
}

// Brings the state of a device that is not starting up in line with the mode that is asked for.
void DevicePool::settle(std::size_t index)
{
    Slot& slot = m_slots[index];
    DeviceStatus& status = m_states[index];
    if (!slot.worker && slot.mode != DeviceMode::Disabled && !m_isEnding) {
        ++status.restarts;
        begin(index);
    }
    if (!slot.worker || status.state == DeviceState::Starting || slot.isRetiring) {
        return; // settled again by noteReady() or noteRetired()
    }
    const bool isBusy = !status.task.empty();
    if (slot.mode == DeviceMode::Enabled) {
        status.state = isBusy ? DeviceState::Busy : DeviceState::Idle;
        return;
    }
    status.state = DeviceState::Draining;
    if (slot.mode == DeviceMode::Disabled && !isBusy) {
        slot.isRetiring = true;
        slot.worker->retire();
    }
}

void DevicePool::start(const std::string& device, Job job) { m_slots[indexOf(device)].worker->start(std::move(job)); }

void DevicePool::occupy(const std::string& device, const TaskId& task)
{
    DeviceStatus& status = m_states[indexOf(device)];
    status.state = DeviceState::Busy;
    status.task = task;
}

void DevicePool::noteReady(const std::string& device, const std::string& name)
{
    const std::size_t index = indexOf(device);
    m_states[index].name = name;
    m_states[index].state = DeviceState::Idle;
    settle(index);
}

void DevicePool::noteFault(const std::string& device, const std::string& fault)
{
    DeviceStatus& status = m_states[indexOf(device)];
    status.state = DeviceState::Quarantined;
    status.fault = fault;
    status.task.clear();
}

void DevicePool::noteFigures(const std::map<std::string, DeviceFigures>& byGpuId)
{
    for (DeviceStatus& status : m_states) {
        if (const auto found = byGpuId.find(status.gpuId); found != byGpuId.end()) {
            const auto memoryModels = status.figures.memoryModels;
            status.figures = found->second;
            status.figures.memoryModels = memoryModels;
        }
    }
}

void DevicePool::noteFree(const std::string& device, std::vector<std::string> heldModels, std::int64_t modelBytes)
{
    const std::size_t index = indexOf(device);
    DeviceStatus& status = m_states[index];
    status.task.clear();
    status.heldModels = std::move(heldModels);
    status.figures.memoryModels = modelBytes > 0 ? std::optional(modelBytes) : std::nullopt;
    settle(index);
}

void DevicePool::noteRetired(const std::string& device)
{
    const std::size_t index = indexOf(device);
    m_slots[index].isRetired = true;
    if (m_states[index].state == DeviceState::Quarantined) {
        return;
    }
    m_slots[index].worker.reset();
    m_states[index].heldModels.clear();
    m_states[index].figures.memoryModels.reset();
    m_states[index].state = DeviceState::Disabled;
    settle(index);
}

void DevicePool::retireAll()
{
    m_isEnding = true;
    for (Slot& slot : m_slots) {
        if (slot.worker) {
            slot.isRetiring = true;
            slot.worker->retire();
        }
    }
}

bool DevicePool::areAllRetired() const
{
    return std::ranges::all_of(m_slots, [](const Slot& slot) { return !slot.worker || slot.isRetired; });
}

} // namespace genserve::tasks
