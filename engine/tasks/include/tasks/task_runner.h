// What runs a task: the border to the engine, which app/ plugs in, and a fake one in tests.
#pragma once

#include "base/error.h"
#include "base/generation.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace genserve::tasks {

// One worker: a device, or a part of the CPU.
struct DeviceSpec {
    std::string id;    // unique: "cuda:0", "cpu", "cpu#1"
    std::string gpuId; // what clients see and the engine opens: "cuda:0", "cpu"
};

// Devices that make one picture together: made by TaskServiceOptions::teams, understood by the runners on them.
class RunnerTeam {
public:
    virtual ~RunnerTeam() = default;

    // Lets all members end that have not finished, within a step. From any thread.
    virtual void end() = 0;
};

// A runner's place in a team; the first one's runner has the picture.
struct Seat {
    std::shared_ptr<RunnerTeam> team;
    int rank = 0, members = 1;
};

// hasLostOthers: this member ended without a picture only because another one did.
struct SharedOutcome {
    Expected<GenerationResult> result;
    bool hasLostOthers = false;
};

// Called on the worker's thread; return quickly.
struct RunCallbacks {
    ProgressSink progress;
    std::function<void(const Image&)> preview; // RGB, a small picture of the state
};

// Lives and dies on its worker's thread, where every function is called. One task at a time.
class TaskRunner {
public:
    virtual ~TaskRunner() = default;

    // Of the hardware, for people.
    [[nodiscard]] virtual std::string deviceName() const = 0;

    // Ids of the models in memory; asked after each run.
    [[nodiscard]] virtual std::vector<std::string> heldModels() const = 0;

    // Bytes of those models in the device's memory; asked after each run. 0 = not known.
    [[nodiscard]] virtual std::int64_t modelBytes() const { return 0; }

    // Blocks until the picture is there. plan counts from 0, the fastest one that should fit. Cancelled within a step
    // after stop was asked for. DeviceFault says that this device is lost for the process.
    virtual Expected<GenerationResult> run(const GenerationRequest& request, int plan, const RunCallbacks& callbacks,
                                           std::stop_token stop) = 0;

    // This runner's part of a picture that all runners of a team make at the same time, by the fastest plan.
    virtual SharedOutcome runTogether(const GenerationRequest& request, const Seat& seat, const RunCallbacks& callbacks,
                                      std::stop_token stop)
    {
        static_cast<void>(request);
        static_cast<void>(callbacks);
        static_cast<void>(stop);
        seat.team->end();
        return {failure(ErrorCode::Internal, "this device makes every picture alone"), false};
    }

    // Memory plans for this request, each needing less than the one before it. After OutOfMemory the next one is tried.
    [[nodiscard]] virtual int planCount(const GenerationRequest& request) const
    {
        static_cast<void>(request);
        return 1;
    }

    // After the last plan ran out of memory: one sentence on what would fit; may be empty.
    [[nodiscard]] virtual std::string whatWouldFit(const GenerationRequest& request) const
    {
        static_cast<void>(request);
        return {};
    }
};

// Called on the worker's thread. May be called again for the same device after it was switched off.
using RunnerFactory = std::function<Expected<std::unique_ptr<TaskRunner>>(const DeviceSpec& device)>;

} // namespace genserve::tasks
