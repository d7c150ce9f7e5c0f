#include "gpu_name.h"

#include <array>

#include <dlfcn.h>

namespace genserve::runtime {
namespace {

// The few entry points of NVML that are used; their signatures are part of its stable C interface.
struct Nvml {
    using Device = void*;
    int (*init)() = nullptr;
    int (*deviceHandle)(unsigned, Device*) = nullptr;
    int (*deviceName)(Device, char*, unsigned) = nullptr;
    int (*driver)(char*, unsigned) = nullptr;

    Nvml()
    {
        void* library = dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) {
            return;
        }
        const auto load = [&](auto& function, const char* name) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
            return function != nullptr;
        };
        isUsable = load(init, "nvmlInit_v2") && load(deviceHandle, "nvmlDeviceGetHandleByIndex_v2")
                   && load(deviceName, "nvmlDeviceGetName") && load(driver, "nvmlSystemGetDriverVersion")
                   && init() == 0;
    }

    bool isUsable = false;
};

const Nvml& nvml()
{
    static const Nvml instance;
    return instance;
}

} // namespace

std::string gpuName(int index)
{
    std::array<char, 96> name{};
    Nvml::Device device = nullptr;
    if (!nvml().isUsable || nvml().deviceHandle(static_cast<unsigned>(index), &device) != 0
        || nvml().deviceName(device, name.data(), static_cast<unsigned>(name.size())) != 0) {
        return {};
    }
    return name.data();
}

std::string driverVersion()
{
    std::array<char, 96> version{};
    if (!nvml().isUsable || nvml().driver(version.data(), static_cast<unsigned>(version.size())) != 0) {
        return {};
    }
    return version.data();
}

} // namespace genserve::runtime
