// The options of every command that keeps tasks and runs them: data folder, devices, models and the queue's limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command_line.h"
#include "engine_choice.h"
#include "tasks/admission.h"
#include "tasks/task_runner.h"

namespace genserve::app {

struct HostChoice {
    std::filesystem::path data;             // empty = dataFolder()
    EngineChoice engine;                    // models, precision, threads; its device is not used
    std::optional<std::string> devices;     // as written: "cuda:0,cuda:2" or "cpu"; absent = every GPU, else the CPU
    std::optional<std::int64_t> cpuWorkers; // absent = 1
    bool sharesPictures = false;            // idle GPUs help with another one's picture
    tasks::QueueLimits limits;
    double inputGigabytes = 20; // of limits.inputBytes

    [[nodiscard]] std::filesystem::path dataPath() const;
};

// --data, --models, --precision, --threads; --devices, --cpu-workers, --share; --queue, --queue-per-client,
// --input-space.
void addHostOptions(std::vector<Option>& table, HostChoice& choice);
// Of these only --devices, --cpu-workers and --share.
void addWorkerOptions(std::vector<Option>& table, HostChoice& choice);

// Everything that can be said without looking at a device.
std::vector<UsageFault> checkHost(const HostChoice& choice);

// One worker each: the devices of `choice`, or every GPU; the processor only where there is no GPU, since it would take
// minutes from tasks that a GPU does in seconds. InvalidArgument names a device that is not there. Initialises CUDA.
Expected<std::vector<tasks::DeviceSpec>> workersOf(const HostChoice& choice);

} // namespace genserve::app
