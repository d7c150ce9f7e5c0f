#include "throughput_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

template <class... Values>
std::string formatted(const char* format, Values... values)
{
    std::array<char, 160> line{};
    std::snprintf(line.data(), line.size(), format, values...);
    return line.data();
}

double rounded(double value) { return std::round(value * 1000) / 1000; }

} // namespace

double ArrivalPhase::waitAt(double share) const
{
    if (tasks.empty()) {
        return 0;
    }
    std::vector<double> waits;
    for (const TaskTimes& task : tasks) {
        waits.push_back(task.started);
    }
    std::ranges::sort(waits);
    const auto index = static_cast<std::size_t>(std::ceil(share * static_cast<double>(waits.size())));
    return waits[std::clamp<std::size_t>(index, 1, waits.size()) - 1];
}

double ArrivalPhase::deadlinesMet() const
{
    const auto met =
        std::ranges::count_if(tasks, [this](const TaskTimes& task) { return task.finished <= deadlineSeconds; });
    return tasks.empty() ? 0 : static_cast<double>(met) / static_cast<double>(tasks.size());
}

double ThroughputFigures::efficiency(const BusyPhase& phase) const
{
    const double alone = busy.empty() ? 0 : busy.front().perMinute() / busy.front().devices;
    return alone > 0 ? phase.perMinute() / phase.devices / alone : 0;
}

std::vector<std::string> throughputLines(const ThroughputFigures& figures)
{
    std::vector<std::string> lines;
    lines.push_back(figures.modelId + ", " + std::to_string(figures.width) + " x " + std::to_string(figures.height)
                    + ", " + std::to_string(figures.steps) + " steps, " + figures.precision + ", "
                    + figures.deviceNames);
    lines.emplace_back("devices  pictures  seconds  a minute  efficiency");
    for (const BusyPhase& phase : figures.busy) {
        lines.push_back(formatted("%7d  %8d  %7.1f  %8.2f  %9.1f %%", phase.devices, phase.pictures, phase.seconds,
                                  phase.perMinute(), 100 * figures.efficiency(phase)));
    }
    if (!figures.arrivals.empty()) {
        lines.emplace_back("load  tasks  wait p50  p95      p99      deadlines met");
    }
    for (const ArrivalPhase& phase : figures.arrivals) {
        lines.push_back(formatted("%4.1f  %5d  %6.1f s  %5.1f s  %5.1f s  %5.1f %% within %.1f s", phase.load,
                                  static_cast<int>(phase.tasks.size()), phase.waitAt(0.5), phase.waitAt(0.95),
                                  phase.waitAt(0.99), 100 * phase.deadlinesMet(), phase.deadlineSeconds));
    }
    return lines;
}

nlohmann::ordered_json throughputJson(const ThroughputFigures& figures)
{
    using Json = nlohmann::ordered_json;
    Json json{{"device_name", figures.deviceNames},
              {"precision", figures.precision},
              {"model_id", figures.modelId},
              {"width", figures.width},
              {"height", figures.height},
              {"num_inference_steps", figures.steps},
              {"busy", Json::array()},
              {"arrivals", Json::array()}};
    for (const BusyPhase& phase : figures.busy) {
        json["busy"].push_back({{"devices", phase.devices},
                                {"pictures", phase.pictures},
                                {"seconds", rounded(phase.seconds)},
                                {"per_minute", rounded(phase.perMinute())},
                                {"efficiency", rounded(figures.efficiency(phase))}});
    }
    for (const ArrivalPhase& phase : figures.arrivals) {
        json["arrivals"].push_back({{"load", phase.load},
                                    {"tasks", phase.tasks.size()},
                                    {"wait_p50", rounded(phase.waitAt(0.5))},
                                    {"wait_p95", rounded(phase.waitAt(0.95))},
                                    {"wait_p99", rounded(phase.waitAt(0.99))},
                                    {"deadline_seconds", rounded(phase.deadlineSeconds)},
                                    {"deadlines_met", rounded(phase.deadlinesMet())}});
    }
    return json;
}

} // namespace genserve::app
