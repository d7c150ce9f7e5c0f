#include "status_report.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

using Json = nlohmann::json;

// A member of a member, null where anything on the way is missing.
Json at(const Json& value, const char* name)
{
    return value.is_object() && value.contains(name) ? value[name] : Json();
}

std::string word(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

std::string number(const Json& value, int decimals, const char* unit)
{
    if (!value.is_number()) {
        return {};
    }
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f%s", decimals, value.get<double>(), unit);
    return text.data();
}

void append(std::string& line, const std::string& piece)
{
    if (!piece.empty()) {
        line += (line.empty() ? "" : "  ") + piece;
    }
}

std::string memory(const Json& device)
{
    const Json used = at(device, "vram_used_mb");
    const Json total = at(device, "vram_total_mb");
    if (!used.is_number() || !total.is_number()) {
        return {};
    }
    return number(used.get<double>() / 1000, 1, "") + " of " + number(total.get<double>() / 1000, 1, " GB");
}

std::string deviceLine(const Json& device)
{
    std::string line = "  " + word(at(device, "gpu_id"));
    append(line, word(at(device, "name")));
    append(line, word(at(device, "state")));
    const std::string task = word(at(device, "task_id"));
    append(line, task.empty() ? "" : "task " + task.substr(0, 8));
    append(line, word(at(device, "model_id")));
    append(line, memory(device));
    append(line, number(at(device, "utilization_pct"), 0, " %"));
    append(line, number(at(device, "temperature_c"), 0, " °C"));
    append(line, number(at(device, "power_w"), 0, " W"));
    append(line, word(at(device, "idle_reason")));
    return line;
}

} // namespace

std::optional<StatusLook> lookAt(const Json& status, double seconds)
{
    const Json finished = at(at(status, "tasks"), "finished");
    return finished.is_number_integer() ? std::optional(StatusLook{seconds, finished.get<std::int64_t>()})
                                        : std::nullopt;
}

std::optional<double> picturesPerMinute(const std::optional<StatusLook>& before, const std::optional<StatusLook>& now)
{
    if (!before || !now || now->seconds <= before->seconds || now->finished < before->finished) {
        return std::nullopt;
    }
    return 60 * static_cast<double>(now->finished - before->finished) / (now->seconds - before->seconds);
}

std::vector<std::string> statusLines(const Json& status, std::optional<double> rate)
{
    const Json manager = at(status, "concurrent_manager");
    std::string line = word(at(status, "status"));
    for (const auto& [key, unit] : {std::pair("alive_processes", " alive"),
                                    {"dead_processes", " dead"},
                                    {"total_restarts", " restarts"},
                                    {"global_queue_size", " waiting"}}) {
        append(line, number(at(manager, key), 0, unit));
    }
    for (const auto& [key, unit] : {std::pair("running", " running"),
                                    {"finished", " finished"},
                                    {"failed", " failed"},
                                    {"cancelled", " cancelled"}}) {
        append(line, number(at(at(status, "tasks"), key), 0, unit));
    }
    append(line, rate ? number(*rate, 1, " pictures/min") : std::string());
    std::vector<std::string> lines{line};
    const Json devices = at(status, "devices");
    for (const Json& device : devices.is_array() ? devices : Json::array()) {
        lines.push_back(deviceLine(device));
    }
    return lines;
}

} // namespace genserve::app
