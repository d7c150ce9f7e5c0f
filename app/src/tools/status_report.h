// What GET /status says, as lines for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace genserve::app {

struct StatusLook {
    double seconds = 0; // on a clock that only runs on
    std::int64_t finished = 0;
};

// Absent where the server does not tell how many tasks it has finished, which only ours does.
std::optional<StatusLook> lookAt(const nlohmann::json& status, double seconds);

// Pictures a minute between two looks; absent for the first one.
std::optional<double> picturesPerMinute(const std::optional<StatusLook>& before, const std::optional<StatusLook>& now);

// One line for the service and one a device. Keys that are missing or of another type are left out: servers that keep
// the document need not have ours.
std::vector<std::string> statusLines(const nlohmann::json& status, std::optional<double> rate);

} // namespace genserve::app
