#include "runtime/device_figures.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string_view>
#include <utility>

#include "cpu_sensors.h"
#include "nvml.h"

namespace genserve::runtime {
namespace {

constexpr double Percent = 100;
constexpr std::int64_t KiB = 1024;

// Jiffies since the start of the system.
struct CpuTime {
    double busy = 0, all = 0;
};

CpuTime cpuTime()
{
    std::ifstream stat("/proc/stat");
    std::string line;
    std::getline(stat, line); // "cpu  user nice system idle iowait irq softirq steal ..."
    std::istringstream fields(line.substr(std::min<std::size_t>(line.size(), 3)));
    CpuTime time;
    double value = 0;
    constexpr int Idle = 3, IoWait = 4, Steal = 7;
    for (int field = 0; field <= Steal && fields >> value; ++field) {
        time.all += value;
        time.busy += field == Idle || field == IoWait ? 0 : value;
    }
    return time;
}

// Load and power are those since the last call. Under the lock of cpuFigures().
std::optional<double> cpuLoad()
{
    static CpuTime last;
    const CpuTime now = cpuTime();
    const CpuTime before = std::exchange(last, now);
    if (now.all <= before.all) {
        return std::nullopt;
    }
    return std::clamp(Percent * (now.busy - before.busy) / (now.all - before.all), 0.0, Percent);
}

DeviceFigures cpuFigures()
{
    static std::mutex mutex;
    static CpuSensors sensors;
    const std::lock_guard lock(mutex);
    DeviceFigures figures;
    std::ifstream info("/proc/meminfo");
    std::string word;
    std::int64_t value = 0;
    std::optional<std::int64_t> available;
    for (std::string line; std::getline(info, line);) {
        std::istringstream fields(line);
        fields >> word >> value;
        if (word == "MemTotal:") {
            figures.memoryTotal = value * KiB;
        } else if (word == "MemAvailable:") {
            available = value * KiB;
        }
    }
    if (figures.memoryTotal && available) {
        figures.memoryUsed = *figures.memoryTotal - *available;
    }
    figures.loadPercent = cpuLoad();
    figures.temperatureC = sensors.temperatureC();
    figures.powerW = sensors.powerW();
    return figures;
}

DeviceFigures gpuFigures(int index)
{
    const Nvml* nvml = Nvml::get();
    const Nvml::Device device = nvml == nullptr ? nullptr : nvml->deviceOf(index);
    DeviceFigures figures;
    if (device == nullptr) {
        return figures;
    }
    if (const auto memory = nvml->memoryOf(device)) {
        figures.memoryUsed = memory->used;
        figures.memoryTotal = memory->total;
    }
    Nvml::Utilization utilization{};
    if (nvml->utilization(device, &utilization) == 0) {
        figures.loadPercent = utilization.gpu;
    }
    unsigned value = 0;
    constexpr int GpuSensor = 0;
    if (nvml->temperature(device, GpuSensor, &value) == 0) {
        figures.temperatureC = value;
    }
    if (nvml->power(device, &value) == 0) {
        figures.powerW = value / 1000.0;
    }
    return figures;
}

} // namespace

DeviceFigures deviceFigures(const std::string& device)
{
    constexpr std::string_view Cuda = "cuda:";
    int index = 0;
    if (device == "cpu") {
        return cpuFigures();
    }
    if (!device.starts_with(Cuda)
        || std::from_chars(device.data() + Cuda.size(), device.data() + device.size(), index).ec != std::errc()) {
        return {};
    }
    return gpuFigures(index);
}

} // namespace genserve::runtime
