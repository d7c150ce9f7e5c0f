// The inside of an engine: what it plans (engine_plans.cpp) and what it holds and runs (engine_runs.cpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <c10/core/Device.h>

#include "helper_engines.h"
#include "model_finder.h"
#include "model_shelf.h"
#include "runtime/engine.h"
#include "workload.h"

namespace genserve::runtime {

// A request with everything that is known before it runs.
struct Prepared {
    FoundModel model;
    Precision precision = Precision::Float32;
    Workload work;
    std::int64_t budget = 0;    // of the device
    std::int64_t hostBytes = 0; // that may wait in main memory
    std::vector<Forecast> plans;
};

// What listens to a run and may end it.
struct Callbacks {
    const ProgressSink& progress;
    const PreviewSink& preview;
    const std::stop_token& stop;
};

struct Engine::Impl {
    EngineOptions options;
    c10::Device device = c10::kCPU;
    Precision precision = Precision::Float32; // of the last model, where the engine chooses it
    ModelFinder finder{options};
    ModelShelf shelf;
    bool isLimited = false; // the device's allocator knows of the limit
    std::unique_ptr<HelperEngines> helpers;

    [[nodiscard]] DeviceKind kind() const { return device.is_cpu() ? DeviceKind::Cpu : DeviceKind::Cuda; }
    // Of the model within a budget; uses no more of it than info and size.
    [[nodiscard]] Precision precisionFor(const FoundModel& model, std::int64_t budget) const;

    // Planning. budget: instead of what the device has.
    [[nodiscard]] Expected<Prepared> prepare(const GenerationRequest& request,
                                             std::optional<std::int64_t> budget = std::nullopt);
    [[nodiscard]] Remedy remedy(const Prepared& prepared) const;
    [[nodiscard]] tl::unexpected<Error> tooLarge(const Prepared& prepared) const;

    // Running, each as Engine's function of that name. The second one is for the device of the calling thread, the
    // third one for any thread; it tells the team of its failure.
    Expected<GenerationResult> generate(const GenerationRequest& request, const Callbacks& callbacks,
                                        std::optional<int> plan);
    Expected<GenerationResult> generateTogether(const GenerationRequest& request, const Callbacks& callbacks,
                                                const TeamSeat& seat);
    Expected<GenerationResult> seated(const GenerationRequest& request, const Callbacks& callbacks,
                                      const TeamSeat& seat);
    // On this device and all helpers.
    Expected<GenerationResult> generateWithHelpers(const GenerationRequest& request, const Callbacks& callbacks);

private:
    // The model in memory as the plan wants it. seconds: what that took.
    Expected<HeldModel*> hold(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                              double& seconds);
    Expected<HeldModel> load(const Prepared& prepared, const MemoryPlan& plan, const Callbacks& callbacks) const;
    Expected<GenerationResult> run(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                                   const TeamSeat& seat);
    // The same, and an error also where something is thrown. Out of memory, nothing that is only kept for later stays.
    Expected<GenerationResult> tryRun(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                                      const TeamSeat& seat = {});
};

} // namespace genserve::runtime
