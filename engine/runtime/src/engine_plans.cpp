#include "engine_impl.h"

#include "memory_budget.h"
#include "pipeline/model_size.h"
#include "precision_choice.h"
#include "runtime/available_memory.h"

namespace genserve::runtime {

Precision Engine::Impl::precisionFor(const FoundModel& model, std::int64_t budget) const
{
    return options.choosesPrecision ? fittingPrecision(model.size, model.entry.info, device, budget) : precision;
}

Expected<Prepared> Engine::Impl::prepare(const GenerationRequest& request, std::optional<std::int64_t> budget)
{
    // An engine that plans for others is asked often and told of new folders.
    auto found = finder.find(request, !budget && shelf.isEmpty());
    if (!found) {
        return tl::unexpected(found.error());
    }
    Prepared prepared;
    prepared.model = std::move(*found);
    prepared.budget = budget ? *budget : memoryBudget(device, options.memoryLimit, shelf.bytes());
    prepared.precision = precisionFor(prepared.model, prepared.budget);
    prepared.work = workloadOf(prepared.model.request, prepared.model.size);
    prepared.plans = forecasts(prepared.model.size, prepared.work, prepared.precision, kind(), prepared.budget);
    if (!budget && !prepared.plans.empty()) { // what leaves the device must have room elsewhere
        prepared.hostBytes = availableMemory() + shelf.hostBytes();
        std::erase_if(prepared.plans,
                      [&](const Forecast& forecast) { return forecast.hostBytes > prepared.hostBytes; });
    }
    return prepared;
}

std::vector<Forecast> Engine::fluxDevPlans(std::int64_t budget) const
{
    FoundModel dev;
    dev.entry.info.defaultSteps = 28;
    dev.size = pipeline::fluxDevSize();
    Workload usual;
    usual.width = usual.height = dev.entry.info.nativeSize;
    usual.steps = dev.entry.info.defaultSteps;
    return forecasts(dev.size, usual, m_impl->precisionFor(dev, budget), m_impl->kind(), budget);
}

Remedy Engine::Impl::remedy(const Prepared& prepared) const
{
    return remedyFor(prepared.model.size, prepared.work, prepared.precision, kind(), prepared.budget,
                     checkPrecision(Precision::Float8, device).has_value());
}

tl::unexpected<Error> Engine::Impl::tooLarge(const Prepared& prepared) const
{
    const auto fitting = forecasts(prepared.model.size, prepared.work, prepared.precision, kind(), prepared.budget);
    if (!fitting.empty() && prepared.plans.empty()) {
        return failure(ErrorCode::OutOfMemory, "this picture needs " + gigabytes(fitting.front().hostBytes)
                                                   + " of main memory for weights that do not fit the device, and "
                                                   + gigabytes(prepared.hostBytes) + " are there; "
                                                   + describe(remedy(prepared)));
    }
    const Forecast least = smallest(prepared.model.size, prepared.work, prepared.precision, kind());
    return failure(ErrorCode::OutOfMemory, "this picture needs at least " + gigabytes(least.peak()) + " of memory and "
                                               + gigabytes(prepared.budget) + " are there; "
                                               + describe(remedy(prepared)));
}

} // namespace genserve::runtime
