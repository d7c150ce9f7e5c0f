#include "bench_report.h"

#include "base/sha256.h"
#include "stage_json.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace genserve::app {
namespace {

constexpr double BytesPerGb = 1e9;

double medianOf(const std::vector<BenchTimes>& times, double (*figure)(const BenchTimes&))
{
    std::vector<double> figures;
    for (const auto& one : times) {
        figures.push_back(figure(one));
    }
    std::ranges::sort(figures);
    const auto middle = figures.size() / 2;
    return figures.empty()           ? 0
           : figures.size() % 2 == 1 ? figures[middle]
                                     : (figures[middle - 1] + figures[middle]) / 2;
}

std::string timesLine(const char* name, double first, double median)
{
    std::array<char, 80> line{};
    std::snprintf(line.data(), line.size(), "%-18s %9.3f s %9.3f s", name, first, median);
    return line.data();
}

} // namespace

void BenchReport::add(const GenerationResult& result, double pictureSeconds)
{
    memoryPlan = result.memoryPlan;
    stepsReused = result.stepsReused;
    Sha256 hash;
    hash.add(result.image.pixels);
    pictureHash = hash.hexDigest();
    picture = result.image;
    const BenchTimes times{.stages = result.seconds,
                           .step = result.stepsRun > 0 ? result.seconds.denoise / result.stepsRun : 0,
                           .picture = pictureSeconds - result.seconds.load};
    if (device.empty()) {
        device = result.device;
        modelId = result.modelId;
        precision = result.precision;
        width = result.width;
        height = result.height;
        steps = result.steps;
        first = times;
    } else {
        repeats.push_back(times);
    }
}

BenchTimes BenchReport::median() const
{
    BenchTimes median;
    median.stages.load = first.stages.load;
    median.stages.text = medianOf(repeats, [](const BenchTimes& t) { return t.stages.text; });
    median.stages.encode = medianOf(repeats, [](const BenchTimes& t) { return t.stages.encode; });
    median.stages.denoise = medianOf(repeats, [](const BenchTimes& t) { return t.stages.denoise; });
    median.stages.decode = medianOf(repeats, [](const BenchTimes& t) { return t.stages.decode; });
    median.step = medianOf(repeats, [](const BenchTimes& t) { return t.step; });
    median.picture = medianOf(repeats, [](const BenchTimes& t) { return t.picture; });
    return median;
}

nlohmann::ordered_json benchJson(const BenchReport& report)
{
    const auto median = report.median();
    return {{"device", report.device},
            {"device_name", report.deviceName},
            {"threads", report.threads},
            {"precision", toString(report.precision)},
            {"model_id", report.modelId},
            {"width", report.width},
            {"height", report.height},
            {"num_inference_steps", report.steps},
            {"steps_reused", report.stepsReused},
            {"seconds", stageJson(median.stages)},
            {"step_seconds", median.step},
            {"picture_seconds", median.picture},
            {"peak_bytes", report.peakBytes},
            {"forecast_bytes", report.forecastBytes},
            {"memory_plan", report.memoryPlan},
            {"picture_sha256", report.pictureHash},
            {"first",
             {{"seconds", stageJson(report.first.stages)},
              {"step_seconds", report.first.step},
              {"picture_seconds", report.first.picture}}},
            {"repeats", report.repeats.size()}};
}

std::vector<std::string> benchLines(const BenchReport& report)
{
    const auto median = report.median();
    const auto& first = report.first;
    const auto runs = "median of " + std::to_string(report.repeats.size());
    std::array<char, 80> heading{};
    std::snprintf(heading.data(), heading.size(), "%-18s %11s %11s", "", "first", runs.c_str());
    std::vector<std::string> lines{
        report.modelId + "  " + std::to_string(report.width) + "x" + std::to_string(report.height) + "  "
            + std::to_string(report.steps) + " steps  " + std::string(toString(report.precision)),
        report.device + "  " + report.deviceName + "  " + std::to_string(report.threads) + " threads",
        heading.data(),
        timesLine("load", first.stages.load, median.stages.load),
        timesLine("text", first.stages.text, median.stages.text),
        timesLine("denoise per step", first.step, median.step),
        timesLine("denoise", first.stages.denoise, median.stages.denoise),
        timesLine("decode", first.stages.decode, median.stages.decode),
        timesLine("picture", first.picture, median.picture)};
    if (report.peakBytes > 0) {
        std::snprintf(heading.data(), heading.size(), "%-18s %8.2f GB %8.2f GB", "memory (forecast)",
                      static_cast<double>(report.forecastBytes) / BytesPerGb,
                      static_cast<double>(report.peakBytes) / BytesPerGb);
        lines.emplace_back(heading.data());
        lines.push_back(report.memoryPlan);
    }
    return lines;
}

int TeamComparison::largestDifference() const
{
    int largest = 0;
    for (std::size_t i = 0; i < std::min(alone.picture.pixels.size(), together.picture.pixels.size()); ++i) {
        largest = std::max(largest, std::abs(int{alone.picture.pixels[i]} - int{together.picture.pixels[i]}));
    }
    return largest;
}

double TeamComparison::meanDifference() const
{
    double sum = 0;
    const auto count = std::min(alone.picture.pixels.size(), together.picture.pixels.size());
    for (std::size_t i = 0; i < count; ++i) {
        sum += std::abs(int{alone.picture.pixels[i]} - int{together.picture.pixels[i]});
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

nlohmann::ordered_json benchJson(const TeamComparison& comparison)
{
    const auto alone = comparison.alone.median();
    const auto together = comparison.together.median();
    return {{"alone", benchJson(comparison.alone)},
            {"together", benchJson(comparison.together)},
            {"step_speedup", alone.step / together.step},
            {"picture_speedup", alone.picture / together.picture},
            {"largest_difference", comparison.largestDifference()},
            {"mean_difference", comparison.meanDifference()}};
}

std::vector<std::string> benchLines(const TeamComparison& comparison)
{
    std::vector<std::string> lines = benchLines(comparison.alone);
    lines.emplace_back();
    for (auto& line : benchLines(comparison.together)) {
        lines.push_back(std::move(line));
    }
    const auto alone = comparison.alone.median();
    const auto together = comparison.together.median();
    std::array<char, 120> line{};
    std::snprintf(line.data(), line.size(), "together: a step %.2f times as fast, a picture %.2f times",
                  alone.step / together.step, alone.picture / together.picture);
    lines.emplace_back();
    lines.emplace_back(line.data());
    std::snprintf(line.data(), line.size(), "pictures differ by %.3f of 255 on average, %d at most",
                  comparison.meanDifference(), comparison.largestDifference());
    lines.emplace_back(line.data());
    return lines;
}

} // namespace genserve::app
