#include "task_host.h"

#include <algorithm>
#include <thread>

#include "../console.h"
#include "../resource_paths.h"
#include "engine_runner.h"
#include "runtime/device_figures.h"

namespace genserve::app {
namespace {

tasks::TaskServiceOptions serviceOptions(const HostChoice& choice)
{
    tasks::TaskServiceOptions options;
    options.dataFolder = choice.dataPath();
    options.limits = choice.limits;
    options.limits.inputBytes = static_cast<std::int64_t>(choice.inputGigabytes * 1e9);
    return options;
}

std::optional<tasks::DeviceFigures> figuresOf(const std::string& gpuId)
{
    const auto now = runtime::deviceFigures(gpuId);
    tasks::DeviceFigures figures;
    figures.memoryUsed = now.memoryUsed;
    figures.memoryTotal = now.memoryTotal;
    figures.loadPercent = now.loadPercent;
    figures.temperatureC = now.temperatureC;
    figures.powerW = now.powerW;
    return figures;
}

// Workers on the processor share its cores.
void shareThreads(runtime::EngineOptions& options, const std::vector<tasks::DeviceSpec>& workers)
{
    const auto onCpu = std::ranges::count(workers, "cpu", &tasks::DeviceSpec::gpuId);
    if (options.threads == 0 && onCpu > 1) {
        const auto cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        options.threads = std::max(1, cores / static_cast<int>(onCpu));
    }
}

} // namespace

runtime::EngineOptions engineOptionsOf(const HostChoice& choice)
{
    auto engine = choice.engine;
    const auto own = choice.dataPath() / "models";
    std::error_code error;
    std::filesystem::create_directories(own, error); // so that people find where to put theirs
    if (!choice.data.empty() && std::filesystem::is_directory(own, error)) {
        engine.modelFolders.push_back(own);
    }
    return engineOptions(engine);
}

tl::expected<std::unique_ptr<tasks::TaskService>, tasks::StartFailure> startTasks(
    const HostChoice& choice, runtime::EngineOptions engine, std::shared_ptr<const ModelFolders> folders,
    std::shared_ptr<Planner> planner)
{
    auto workers = workersOf(choice);
    if (!workers) {
        return tl::unexpected(tasks::StartFailure{std::move(workers.error()), {}});
    }
    shareThreads(engine, *workers);
    if (planner == nullptr) {
        planner = std::make_shared<Planner>(engine);
    }
    auto options = serviceOptions(choice);
    options.work = [planner](const GenerationRequest& request) { return planner->work(request); };
    options.figures = figuresOf;
    options.devices = std::move(*workers);
    if (choice.sharesPictures && std::ranges::count(options.devices, "cpu", &tasks::DeviceSpec::gpuId) == 0) {
        options.teams = engineTeam; // workers on the processor have its cores already
    }
    options.runners = engineRunners(std::move(engine), std::move(folders));
    return tasks::TaskService::create(std::move(options));
}

tl::expected<std::unique_ptr<tasks::TaskService>, tasks::StartFailure> openTasks(const HostChoice& choice)
{
    return tasks::TaskService::create(serviceOptions(choice));
}

std::vector<std::string> drainDevices(tasks::TaskService& service)
{
    std::vector<std::string> drained;
    for (const auto& device : service.status().devices) {
        if (device.isAlive()) {
            service.setDeviceMode(device.id, tasks::DeviceMode::Draining, [](const Expected<void>&) {});
            drained.push_back(device.id);
        }
    }
    return drained;
}

int reportStartFailure(const tasks::StartFailure& failure)
{
    printError(describe(failure.error));
    return failure.owner || failure.error.code == ErrorCode::InvalidArgument ? WrongUsage : WorkFailed;
}

} // namespace genserve::app
