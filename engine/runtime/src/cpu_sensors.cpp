#include "cpu_sensors.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace genserve::runtime {
namespace {

namespace fs = std::filesystem;

constexpr double Milli = 1e-3, Micro = 1e-6;

std::optional<std::int64_t> numberIn(const fs::path& file)
{
    std::ifstream stream(file);
    std::int64_t value = 0;
    return stream >> value ? std::optional(value) : std::nullopt;
}

std::string wordIn(const fs::path& file)
{
    std::ifstream stream(file);
    std::string word;
    stream >> word;
    return word;
}

std::vector<fs::path> foldersIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code fault;
    for (fs::directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault)) {
        found.push_back(it->path());
    }
    return found;
}

} // namespace

CpuSensors::CpuSensors(const fs::path& sys)
{
    // Intel's, AMD's and ARM's drivers; the first sensor is the package.
    constexpr std::array Drivers{"coretemp", "k10temp", "zenpower", "cpu_thermal"};
    for (const auto& sensor : foldersIn(sys / "class" / "hwmon")) {
        const auto first = sensor / "temp1_input";
        if (std::ranges::count(Drivers, wordIn(sensor / "name")) > 0 && numberIn(first)) {
            m_temperatures.push_back(first);
        }
    }
    for (const auto& zone : foldersIn(sys / "class" / "powercap")) {
        const auto counter = zone / "energy_uj";
        if (wordIn(zone / "name").starts_with("package") && numberIn(counter)) {
            m_energies.push_back({counter, numberIn(zone / "max_energy_range_uj").value_or(0), std::nullopt});
        }
    }
}

std::optional<double> CpuSensors::temperatureC() const
{
    std::optional<double> hottest;
    for (const auto& file : m_temperatures) {
        if (const auto value = numberIn(file)) {
            hottest = std::max(hottest.value_or(-1e9), static_cast<double>(*value) * Milli);
        }
    }
    return hottest;
}

std::optional<double> CpuSensors::powerW(std::chrono::steady_clock::time_point now)
{
    const auto before = std::exchange(m_lastRead, now);
    const double seconds = before ? std::chrono::duration<double>(now - *before).count() : 0;
    std::optional<double> watts;
    for (Energy& energy : m_energies) {
        const auto value = numberIn(energy.file);
        const auto last = std::exchange(energy.last, value);
        if (!value || !last || seconds <= 0) {
            continue;
        }
        const std::int64_t used = *value >= *last ? *value - *last : *value - *last + energy.range;
        if (used >= 0) {
            watts = watts.value_or(0) + static_cast<double>(used) * Micro / seconds;
        }
    }
    return watts;
}

} // namespace genserve::runtime
