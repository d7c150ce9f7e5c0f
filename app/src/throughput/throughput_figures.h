// What a throughput measurement found, and how it is told.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace genserve::app {

// Of one task, in seconds after its arrival.
struct TaskTimes {
    double started = 0, finished = 0;
};

// All devices of a number were kept busy.
struct BusyPhase {
    int devices = 0;
    int pictures = 0;
    double seconds = 0; // from the first task to the last picture

    [[nodiscard]] double perMinute() const { return seconds > 0 ? 60 * pictures / seconds : 0; }
};

// Tasks came at random at a share of what the devices can do.
struct ArrivalPhase {
    double load = 0;            // 1 = as fast as they can be made
    double deadlineSeconds = 0; // from arrival to picture
    std::vector<TaskTimes> tasks;

    // Seconds of waiting that a share of the tasks stays below, 0..1.
    [[nodiscard]] double waitAt(double share) const;
    [[nodiscard]] double deadlinesMet() const; // 0..1
};

struct ThroughputFigures {
    std::string deviceNames;
    std::string precision, modelId;
    int width = 0, height = 0, steps = 0;
    std::vector<BusyPhase> busy; // by number of devices, from 1
    std::vector<ArrivalPhase> arrivals;

    // Pictures a minute of `phase` for each device, as a share of what one device makes alone.
    [[nodiscard]] double efficiency(const BusyPhase& phase) const;
};

std::vector<std::string> throughputLines(const ThroughputFigures& figures);
nlohmann::ordered_json throughputJson(const ThroughputFigures& figures);

} // namespace genserve::app
