// `genserve bench`: seconds by stage on this computer; `genserve bench flux` at FLUX.1-dev's full size with random
// weights.
#include "bench_report.h"
#include "commands.h"
#include "console.h"
#include "engine_choice.h"
#include "flux_bench_file.h"
#include "help_texts.h"
#include "progress_bar.h"
#include "stop_signal.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

constexpr std::string_view BenchPrompt = "a hot air balloon over a lake with mountains";

struct BenchOptions {
    EngineChoice engine;
    GenerationRequest request;
    std::int64_t repeats = 3;
    bool asJson = false;
};

std::vector<Option> benchTable(BenchOptions& options)
{
    std::vector<Option> table{
        integerOption<int>({"--width"}, options.request.width, 16, 4096),
        integerOption<int>({"--height"}, options.request.height, 16, 4096),
        integerOption<int>({"--num-inference-steps", "--steps"}, options.request.steps, 1, 200),
        integerOption<std::int64_t>({"--repeat"}, options.repeats, 1, 100),
        wordOption<StepCache>({"--step-cache"}, options.request.stepCache, stepCacheFromString,
                              "off, light, medium or strong"),
        flagOption({"--json"}, options.asJson),
    };
    addModelOptions(table, options.engine);
    addDeviceOptions(table, options.engine);
    return table;
}

Expected<BenchReport> measure(const BenchOptions& options)
{
    const StopSignal stop;
    auto engine = createEngine(options.engine);
    if (!engine) {
        return tl::unexpected(engine.error());
    }
    const auto runs = options.repeats + 1;
    ProgressBar bar(static_cast<int>(runs));
    auto request = options.request;
    request.modelId = options.engine.modelId();
    BenchReport report;
    for (std::int64_t run = 0; run < runs; ++run) {
        // Another prompt each time: an engine may remember the last one's encoding.
        request.prompt = std::string(BenchPrompt) + ", number " + std::to_string(run + 1);
        bar.startPicture(static_cast<int>(run + 1));
        const auto start = std::chrono::steady_clock::now();
        auto result = (*engine)->generate(
            request, [&bar](const Progress& progress) { bar.update(progress); }, stop.token());
        if (!result) {
            return tl::unexpected(result.error());
        }
        report.add(*result, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        const auto peak = (*engine)->takePeakMemory();
        report.peakBytes = run == 0 ? 0 : std::max(report.peakBytes, peak);
    }
    if (const auto plans = (*engine)->plans(request); plans && !plans->empty()) {
        report.forecastBytes = plans->front().allocated();
    }
    for (const auto& helper : options.engine.helpers) {
        report.device += "," + helper;
    }
    report.deviceName = (*engine)->deviceName();
    report.threads = (*engine)->threads();
    return report;
}

template <typename Report>
int print(const Report& report, bool asJson)
{
    if (asJson) {
        printJson(benchJson(report));
    } else {
        std::ranges::for_each(benchLines(report), printLine);
    }
    return Success;
}

} // namespace

int runBench(Words arguments)
{
    BenchOptions options;
    const bool isFlux = !arguments.empty() && arguments.front() == "flux";
    const auto table = benchTable(options);
    auto parsed = parseArguments(table, isFlux ? arguments.subspan(1) : arguments);
    if (parsed.helpAsked) {
        return printHelp(BenchHelp);
    }
    refuseArguments(parsed);
    std::ranges::move(checkPaths(options.engine), std::back_inserter(parsed.faults));
    if (!parsed.faults.empty()) {
        return reportFaults("bench", parsed.faults, options.asJson);
    }
    std::optional<FluxBenchFile> weights;
    if (isFlux) {
        options.engine.randomModel = weights.emplace().path();
    }
    if (options.engine.helpers.empty()) {
        const auto report = measure(options);
        return report ? print(*report, options.asJson) : reportError(report.error(), options.asJson);
    }
    BenchOptions alone = options;
    alone.engine.helpers.clear();
    const auto comparison = measure(alone).and_then([&](BenchReport first) {
        return measure(options).map([&](BenchReport together) {
            return TeamComparison{std::move(first), std::move(together)};
        });
    });
    return comparison ? print(*comparison, options.asJson) : reportError(comparison.error(), options.asJson);
}

} // namespace genserve::app
