#include "gpu_name.h"

#include <array>

#include "nvml.h"

namespace genserve::runtime {

std::string gpuName(int index)
{
    const Nvml* nvml = Nvml::get();
    const Nvml::Device device = nvml == nullptr ? nullptr : nvml->deviceOf(index);
    std::array<char, 96> name{};
    if (device == nullptr || nvml->name(device, name.data(), static_cast<unsigned>(name.size())) != 0) {
        return {};
    }
    return name.data();
}

std::string driverVersion()
{
    const Nvml* nvml = Nvml::get();
    std::array<char, 96> version{};
    if (nvml == nullptr || nvml->driver(version.data(), static_cast<unsigned>(version.size())) != 0) {
        return {};
    }
    return version.data();
}

} // namespace genserve::runtime
