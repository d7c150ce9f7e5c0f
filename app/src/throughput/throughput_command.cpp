// `genserve bench throughput`: pictures a minute of all devices, and how long tasks wait at a given load.
#include "../commands.h"
#include "../console.h"
#include "../flux_bench_file.h"
#include "../help_texts.h"
#include "../hosting/task_host.h"
#include "../stop_signal.h"
#include "throughput_run.h"

#include <algorithm>
#include <array>
#include <set>

#include <QCoreApplication>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

constexpr std::array Loads{0.5, 0.8, 1.0, 1.2};
constexpr double DeadlineInPictures = 4; // a task should be done after the time of so many pictures

struct ThroughputOptions {
    HostChoice host;
    GenerationRequest request;
    int pictures = 8;  // of each device while all are kept busy
    int arrivals = 20; // tasks of each device at every load
    bool isFlux = false;
    bool asJson = false;
};

std::vector<Option> throughputTable(ThroughputOptions& options)
{
    std::vector<Option> table{
        integerOption<int>({"--width"}, options.request.width, 16, 4096),
        integerOption<int>({"--height"}, options.request.height, 16, 4096),
        integerOption<int>({"--num-inference-steps", "--steps"}, options.request.steps, 1, 200),
        integerOption<int>({"--pictures"}, options.pictures, 1, 10'000),
        integerOption<int>({"--arrivals"}, options.arrivals, 0, 10'000),
        flagOption({"--flux"}, options.isFlux),
        flagOption({"--json"}, options.asJson),
    };
    addModelOptions(table, options.host.engine);
    addRunOptions(table, options.host.engine);
    addWorkerOptions(table, options.host);
    return table;
}

// 1, 2, 4, ... and all.
std::set<int> deviceCounts(int all)
{
    std::set<int> counts{all};
    for (int count = 1; count < all; count *= 2) {
        counts.insert(count);
    }
    return counts;
}

void describeRun(const tasks::TaskService& service, const tasks::Task& task, ThroughputFigures& figures)
{
    figures.modelId = task.modelId;
    figures.precision = task.result.precision;
    figures.width = task.result.width;
    figures.height = task.result.height;
    figures.steps = task.result.steps;
    const auto devices = service.status().devices;
    figures.deviceNames = std::to_string(devices.size()) + " x " + devices.front().name;
}

Expected<ThroughputFigures> measure(const ThroughputOptions& options, tasks::TaskService& service,
                                    const std::stop_token& stop)
{
    auto request = options.request;
    request.prompt = "a hot air balloon over a lake with mountains";
    request.modelId = options.host.engine.modelId();
    ThroughputRun run(service, std::move(request), stop);
    ThroughputFigures figures;
    if (auto warm = run.warmUp(); !warm) {
        return tl::unexpected(warm.error());
    }
    describeRun(service, run.lastTask(), figures);
    const auto all = static_cast<int>(service.status().devices.size());
    for (const int devices : deviceCounts(all)) {
        auto phase = run.keepBusy(devices, devices * options.pictures);
        if (!phase) {
            return tl::unexpected(phase.error());
        }
        figures.busy.push_back(*phase);
    }
    const double perMinute = figures.busy.back().perMinute();
    const double deadline = DeadlineInPictures * 60 / perMinute * all;
    for (const double load : Loads) {
        if (options.arrivals > 0) {
            auto phase = run.letArrive(load, perMinute, all * options.arrivals, deadline);
            if (!phase) {
                return tl::unexpected(phase.error());
            }
            figures.arrivals.push_back(std::move(*phase));
        }
    }
    return figures;
}

int measureAndTell(ThroughputOptions options)
{
    const StopSignal stop; // before all that may start threads
    int count = 0;
    const QCoreApplication application(count, nullptr);
    const QTemporaryDir data; // nobody's own tasks and pictures
    options.host.data = data.path().toStdString();
    options.host.limits.waiting = options.host.limits.waitingPerClient = 1'000'000;
    std::optional<FluxBenchFile> weights;
    if (options.isFlux) {
        options.host.engine.randomModel = weights.emplace().path();
    }
    auto service = startTasks(options.host, engineOptionsOf(options.host));
    if (!service) {
        return reportStartFailure(service.error());
    }
    const auto figures = measure(options, **service, stop.token());
    (*service)->stop();
    if (!figures) {
        return reportError(figures.error(), options.asJson);
    }
    if (options.asJson) {
        printJson(throughputJson(*figures));
    } else {
        std::ranges::for_each(throughputLines(*figures), printLine);
    }
    return Success;
}

} // namespace

int runThroughput(Words arguments)
{
    ThroughputOptions options;
    const auto table = throughputTable(options);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(ThroughputHelp);
    }
    refuseArguments(parsed);
    std::ranges::move(checkHost(options.host), std::back_inserter(parsed.faults));
    if (!parsed.faults.empty()) {
        return reportFaults("bench throughput", parsed.faults, options.asJson);
    }
    return measureAndTell(std::move(options));
}

} // namespace genserve::app
