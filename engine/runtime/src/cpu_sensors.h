// Heat and power of the processor, where the kernel tells them.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace genserve::runtime {

// One thread's object. Finds the sensors once; a reading takes some 10 us.
class CpuSensors {
public:
    // sys: where the kernel's sysfs is mounted.
    explicit CpuSensors(const std::filesystem::path& sys = "/sys");

    // Of the hottest package; absent without a sensor (most virtual machines).
    [[nodiscard]] std::optional<double> temperatureC() const;
    // Of all packages since the last call; absent the first time, and where energy counters are not readable (many
    // systems keep them to root).
    std::optional<double> powerW(std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now());

private:
    struct Energy {
        std::filesystem::path file;
        std::int64_t range = 0; // microjoules at which it begins anew; 0 = not known
        std::optional<std::int64_t> last;
    };

    std::vector<std::filesystem::path> m_temperatures; // in millidegrees
    std::vector<Energy> m_energies;
    std::optional<std::chrono::steady_clock::time_point> m_lastRead;
};

} // namespace genserve::runtime
