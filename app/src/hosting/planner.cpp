#include "planner.h"

#include <algorithm>

#include "runtime/available_memory.h"
#include "runtime/device_figures.h"

namespace genserve::app {
namespace {

// Bytes that the worker of the device could use; 0 = not known.
std::int64_t budgetOn(const std::string& gpuId, std::int64_t heldBytes, std::int64_t limit)
{
    if (gpuId == "cpu") {
        return runtime::plannedBudget(runtime::availableMemory() + heldBytes, limit);
    }
    const auto figures = runtime::deviceFigures(gpuId);
    if (!figures.memoryTotal || !figures.memoryUsed) {
        return 0;
    }
    const auto others = std::max<std::int64_t>(0, *figures.memoryUsed - heldBytes);
    return runtime::plannedBudget(*figures.memoryTotal - others, limit);
}

} // namespace

runtime::Engine* Planner::engineOf(const std::string& gpuId)
{
    auto& engine = m_engines[gpuId];
    if (engine == nullptr) {
        auto options = m_options;
        options.device = gpuId;
        if (auto made = runtime::Engine::create(std::move(options))) {
            engine = std::move(*made);
        }
    }
    return engine.get();
}

double Planner::work(const GenerationRequest& request)
{
    const std::lock_guard lock(m_mutex);
    auto* const engine = engineOf("cpu");
    return engine == nullptr ? 0 : engine->workUnits(request);
}

MemoryExpectation Planner::expect(const GenerationRequest& request, const std::string& gpuId, std::int64_t heldBytes)
{
    const auto budget = budgetOn(gpuId, heldBytes, m_options.memoryLimit);
    const std::lock_guard lock(m_mutex);
    auto* const engine = engineOf(gpuId);
    const auto plans = engine == nullptr ? Expected<std::vector<runtime::Forecast>>() : engine->plans(request, budget);
    if (engine == nullptr || !plans) {
        return {};
    }
    if (plans->empty()) {
        const auto all = engine->plans(request, 0); // without a limit, from the fastest to the smallest
        const std::int64_t least = !all || all->empty() ? 0 : all->back().peak();
        return {false, {}, least, engine->whatWouldFit(request, budget), budget};
    }
    return {true, describe(plans->front().plan), plans->front().peak(), {}, budget};
}

MemoryExpectation Planner::expectFluxDev(const std::string& gpuId)
{
    const auto budget = budgetOn(gpuId, 0, m_options.memoryLimit);
    const std::lock_guard lock(m_mutex);
    const auto* const engine = engineOf(gpuId);
    if (engine == nullptr) {
        return {};
    }
    if (const auto plans = engine->fluxDevPlans(budget); !plans.empty()) {
        return {true, describe(plans.front().plan), plans.front().peak(), {}, budget};
    }
    return {false, {}, engine->fluxDevPlans(0).back().peak(), {}, budget};
}

Expected<runtime::Engine::PictureSize> Planner::check(const GenerationRequest& request)
{
    const std::lock_guard lock(m_mutex);
    auto* const engine = engineOf("cpu");
    return engine == nullptr ? failure(ErrorCode::Internal, "there is no engine to ask") : engine->check(request);
}

Expected<LoraReport> Planner::loraReport(const std::filesystem::path& lora, const std::string& modelId)
{
    const std::lock_guard lock(m_mutex);
    auto* const engine = engineOf("cpu");
    return engine == nullptr ? failure(ErrorCode::Internal, "there is no engine to ask")
                             : engine->loraReport(lora, modelId);
}

void Planner::setModelFolders(std::vector<std::filesystem::path> folders)
{
    const std::lock_guard lock(m_mutex);
    m_options.modelFolders = folders;
    for (auto& [gpuId, engine] : m_engines) {
        if (engine != nullptr) {
            engine->setModelFolders(folders);
        }
    }
}

} // namespace genserve::app
