#include "engine_impl.h"

#include <chrono>
#include <utility>

#include <c10/core/DeviceGuard.h>

#include "devices.h"
#include "job_boundary.h"
#include "memory_budget.h"
#include "picture_team_impl.h"
#include "used_adapters.h"

namespace genserve::runtime {
namespace {

// Tells the team of a failure, unless that is another member's.
void tell(const TeamSeat& seat, const Error& error)
{
    if (seat.team != nullptr && !isTeamBroken(error)) {
        seat.team->fail(seat.rank, error);
    }
}

} // namespace

Expected<HeldModel*> Engine::Impl::hold(const Prepared& prepared, const Forecast& forecast, const Callbacks& callbacks,
                                        double& seconds)
{
    const auto start = std::chrono::steady_clock::now();
    if (!std::exchange(isLimited, true)) {
        enforceLimit(device, options.memoryLimit);
    }
    const auto& entry = prepared.model.entry;
    HeldModel* held = shelf.take(entry.info.location, prepared.precision);
    if (shelf.makeRoom(forecast.peak(), prepared.budget, held)) {
        releaseCached(device);
    }
    if (held != nullptr) {
        held->entry = entry;
        if (auto placed = held->pipeline->place(forecast.plan, callbacks.progress, callbacks.stop); !placed) {
            return tl::unexpected(placed.error());
        }
    } else {
        auto loaded = load(prepared, forecast.plan, callbacks);
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
        held = &shelf.add(std::move(*loaded));
        precision = prepared.precision;
    }
    held->bytes = forecast.weights - prepared.work.adapterBytes;
    held->hostBytes = forecast.hostBytes;
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return held;
}

Expected<HeldModel> Engine::Impl::load(const Prepared& prepared, const MemoryPlan& plan,
                                       const Callbacks& callbacks) const
{
    const auto parts = finder.openParts(prepared.model.entry);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    const pipeline::PipelineOptions loading{
        .device = device,
        .dtype = prepared.precision == Precision::Float32 ? at::kFloat : at::kBFloat16,
        .bundledTokenizers = options.bundledTokenizers,
        .quantizesTransformer = prepared.precision == Precision::Float8,
        .plan = plan,
    };
    auto loaded =
        pipeline::FluxPipeline::load(*parts, loading, callbacks.progress, callbacks.stop, &prepared.model.request);
    if (!loaded) {
        return tl::unexpected(loaded.error());
    }
    auto hash = pipeline::modelHash(*parts);
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    return HeldModel{.entry = prepared.model.entry,
                     .hash = std::move(*hash),
                     .precision = prepared.precision,
                     .pipeline = std::move(*loaded)};
}

Expected<GenerationResult> Engine::Impl::run(const Prepared& prepared, const Forecast& forecast,
                                             const Callbacks& callbacks, const TeamSeat& seat)
{
    GenerationResult result;
    double loadSeconds = 0;
    const auto held = hold(prepared, forecast, callbacks, loadSeconds);
    if (!held) {
        return tl::unexpected(held.error());
    }
    const auto& request = prepared.model.request;
    if (auto named = nameAdapters(request, result); !named) {
        return tl::unexpected(named.error());
    }
    std::optional<kernels::TeamMember> member;
    if (seat.team != nullptr) {
        member.emplace(seat.team->m_impl->team, seat.rank);
    }
    auto output = atJobBoundary<pipeline::PipelineOutput>([&] {
        return (*held)->pipeline->run(request, callbacks.progress, callbacks.stop, callbacks.preview,
                                      member ? &*member : nullptr);
    });
    if (!output) {
        tell(seat, output.error()); // before the member leaves, from which the others learn that it is gone
        return tl::unexpected(output.error());
    }
    for (std::size_t i = 0; i < output->loraCounts.size(); ++i) {
        result.loras[i].matchedKeys = output->loraCounts[i].matched;
        result.loras[i].keys = output->loraCounts[i].all;
    }
    result.image = std::move(output->image);
    result.seed = request.seed;
    result.width = request.width;
    result.height = request.height;
    result.steps = request.steps;
    result.stepsRun = output->stepsRun;
    result.stepsReused = output->stepsReused;
    result.cfg = request.cfg;
    result.modelId = (*held)->entry.info.id;
    result.modelHash = (*held)->hash;
    result.device = device.str();
    result.precision = prepared.precision;
    result.memoryPlan = describe(forecast.plan);
    if (member) {
        result.memoryPlan += ", on " + std::to_string(member->size()) + " devices together";
    }
    result.seconds = output->seconds;
    result.seconds.load += loadSeconds;
    result.warnings = request.warnings;
    result.warnings.insert(result.warnings.end(), output->warnings.begin(), output->warnings.end());
    return result;
}

Expected<GenerationResult> Engine::Impl::tryRun(const Prepared& prepared, const Forecast& forecast,
                                                const Callbacks& callbacks, const TeamSeat& seat)
{
    auto result = atJobBoundary<GenerationResult>([&] { return run(prepared, forecast, callbacks, seat); });
    if (!result && result.error().code == ErrorCode::OutOfMemory) {
        HeldModel* const held = shelf.take(prepared.model.entry.info.location, prepared.precision);
        shelf.makeRoom(prepared.budget, 0, held);
        releaseCached(device);
    }
    return result;
}

Expected<GenerationResult> Engine::Impl::generate(const GenerationRequest& request, const Callbacks& callbacks,
                                                  std::optional<int> plan)
{
    const auto prepared = prepare(request);
    if (!prepared) {
        return tl::unexpected(prepared.error());
    }
    const auto& plans = prepared->plans;
    if (plans.empty() || (plan && (*plan < 0 || *plan >= static_cast<int>(plans.size())))) {
        return tooLarge(*prepared);
    }
    auto index = static_cast<std::size_t>(plan.value_or(0));
    auto result = tryRun(*prepared, plans[index], callbacks);
    while (!plan && !result && result.error().code == ErrorCode::OutOfMemory && index + 1 < plans.size()) {
        result = tryRun(*prepared, plans[++index], callbacks);
    }
    if (result && index > 0) {
        result->warnings.push_back("memory ran out: made with " + result->memoryPlan);
    }
    return result;
}

Expected<GenerationResult> Engine::Impl::generateTogether(const GenerationRequest& request, const Callbacks& callbacks,
                                                          const TeamSeat& seat)
{
    const auto prepared = prepare(request);
    if (!prepared) {
        return tl::unexpected(prepared.error());
    }
    if (prepared->plans.empty()) {
        return tooLarge(*prepared);
    }
    if (prepared->plans.front().plan != MemoryPlan{}) {
        return failure(ErrorCode::OutOfMemory, "devices that make a picture together need memory for all its "
                                               "weights each, and "
                                                   + gigabytes(prepared->budget) + " are there");
    }
    return tryRun(*prepared, prepared->plans.front(), callbacks, seat);
}

Expected<GenerationResult> Engine::Impl::seated(const GenerationRequest& request, const Callbacks& callbacks,
                                                const TeamSeat& seat)
{
    auto result = atJobBoundary<GenerationResult>([&] {
        c10::OptionalDeviceGuard guard; // a thread's current device is the first one at first
        if (!device.is_cpu()) {
            guard.reset_device(device);
        }
        return generateTogether(request, callbacks, seat);
    });
    if (!result) {
        tell(seat, result.error());
    }
    return result;
}

Expected<GenerationResult> Engine::Impl::generateWithHelpers(const GenerationRequest& request,
                                                             const Callbacks& callbacks)
{
    std::vector<std::string> all{options.device};
    all.insert(all.end(), options.helpers.begin(), options.helpers.end());
    const auto team = PictureTeam::create(all);
    if (!team) {
        return tl::unexpected(team.error());
    }
    helpers->start(request, *team, callbacks.stop);
    auto result = seated(request, callbacks, {*team, 0});
    helpers->await();
    if (const auto failure = (*team)->firstFailure(); !result && failure) {
        return tl::unexpected(failure->error);
    }
    return result;
}

} // namespace genserve::runtime
