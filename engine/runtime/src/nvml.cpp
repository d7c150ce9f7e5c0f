#include "nvml.h"

#include <array>
#include <cstdlib>

#include <dlfcn.h>

namespace genserve::runtime {
namespace {

template <class Function>
bool load(void* library, Function& function, const char* name)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

bool loadAll(Nvml& nvml)
{
    void* library = dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        return false;
    }
    load(library, nvml.memory, "nvmlDeviceGetMemoryInfo_v2");
    return load(library, nvml.init, "nvmlInit_v2") && load(library, nvml.byIndex, "nvmlDeviceGetHandleByIndex_v2")
           && load(library, nvml.byBusId, "nvmlDeviceGetHandleByPciBusId_v2")
           && load(library, nvml.name, "nvmlDeviceGetName") && load(library, nvml.driver, "nvmlSystemGetDriverVersion")
           && load(library, nvml.memoryV1, "nvmlDeviceGetMemoryInfo")
           && load(library, nvml.utilization, "nvmlDeviceGetUtilizationRates")
           && load(library, nvml.temperature, "nvmlDeviceGetTemperature")
           && load(library, nvml.power, "nvmlDeviceGetPowerUsage") && nvml.init() == 0;
}

// Of libtorch's own CUDA runtime, if that is there. Makes no context.
std::array<char, 32> busIdOf(int index)
{
    std::array<char, 32> id{};
    void* runtime = dlopen("libcudart.so.13", RTLD_LAZY | RTLD_NOLOAD);
    int (*busId)(char*, int, int) = nullptr;
    int (*forgetError)() = nullptr;
    if (runtime != nullptr && load(runtime, busId, "cudaDeviceGetPCIBusId")
        && load(runtime, forgetError, "cudaGetLastError")
        && busId(id.data(), static_cast<int>(id.size()), index) != 0) {
        forgetError(); // or the thread's next kernel would be told to have failed
        id.front() = 0;
    }
    return id;
}

} // namespace

const Nvml* Nvml::get()
{
    static const auto loaded = [] {
        struct {
            Nvml nvml;
            bool isUsable = false;
        } result;
        result.isUsable = loadAll(result.nvml);
        return result;
    }();
    return loaded.isUsable ? &loaded.nvml : nullptr;
}

Nvml::Device Nvml::deviceOf(int index) const
{
    Device device = nullptr;
    if (const auto id = busIdOf(index); id.front() != 0) {
        return byBusId(id.data(), &device) == 0 ? device : nullptr;
    }
    // Without CUDA's runtime nothing is renamed, unless the variable says so.
    const bool isRenamed = std::getenv("CUDA_VISIBLE_DEVICES") != nullptr;
    return !isRenamed && byIndex(static_cast<unsigned>(index), &device) == 0 ? device : nullptr;
}

std::optional<Nvml::MemoryUse> Nvml::memoryOf(Device device) const
{
    if (Memory now; memory != nullptr && memory(device, &now) == 0) {
        return MemoryUse{static_cast<std::int64_t>(now.used), static_cast<std::int64_t>(now.total)};
    }
    if (MemoryV1 now; memoryV1(device, &now) == 0) {
        return MemoryUse{static_cast<std::int64_t>(now.used), static_cast<std::int64_t>(now.total)};
    }
    return std::nullopt;
}

} // namespace genserve::runtime
