// The devices with their workers: switching them on and off, and what is known of each.
#pragma once

#include "tasks/device_status.h"
#include "tasks/task_commands.h"
#include "tasks/task_runner.h"
#include "worker.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace genserve::tasks {

// Belongs to the tasks thread, where the notes are to be brought by whoever gives the events.
class DevicePool {
public:
    // Makes the events of the worker for a device.
    using EventsFor = std::function<WorkerEvents(const std::string& device)>;

    DevicePool(const std::vector<DeviceSpec>& devices, RunnerFactory factory, EventsFor events);

    [[nodiscard]] std::vector<DeviceStatus>& states() { return m_states; }
    [[nodiscard]] DeviceStatus& of(const std::string& device) { return m_states.at(indexOf(device)); }

    // InvalidArgument for an unknown device and for one that has failed.
    Expected<void> setMode(const std::string& device, DeviceMode mode);
    void start(const std::string& device, Job job);
    void occupy(const std::string& device, const TaskId& task); // an idle one

    void noteReady(const std::string& device, const std::string& name);
    void noteFault(const std::string& device, const std::string& fault); // quarantines it
    void noteFree(const std::string& device, std::vector<std::string> heldModels, std::int64_t modelBytes);
    void noteFigures(const std::map<std::string, DeviceFigures>& byGpuId);
    void noteRetired(const std::string& device);

    // Lets all workers end after the tasks that they run.
    void retireAll();
    [[nodiscard]] bool areAllRetired() const;

private:
    struct Slot {
        DeviceSpec spec;
        DeviceMode mode = DeviceMode::Enabled;
        std::unique_ptr<Worker> worker; // none while it is disabled
        bool isRetiring = false;
        bool isRetired = false; // its thread is at its end
    };
    [[nodiscard]] std::size_t indexOf(const std::string& device) const; // m_slots.size() = unknown
    void begin(std::size_t index);
    void settle(std::size_t index);

    RunnerFactory m_factory;
    EventsFor m_events;
    bool m_isEnding = false;
    std::vector<DeviceStatus> m_states;
    std::vector<Slot> m_slots; // beside m_states
};

} // namespace genserve::tasks
