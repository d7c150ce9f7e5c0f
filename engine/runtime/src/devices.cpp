#include "devices.h"

#include <charconv>
#include <fstream>
#include <string_view>
#include <vector>

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>

#include "gpu_name.h"
#include "runtime/engine.h"

namespace genserve::runtime {
namespace {

// libtorch counts the GPUs without failing where there is no driver.
int cudaDeviceCount()
{
    return at::globalContext().hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().deviceCount()) : 0;
}

std::string processorName()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.starts_with("model name")) {
            const auto start = line.find_first_not_of(" \t", line.find(':') + 1);
            return start == std::string::npos ? "CPU" : line.substr(start);
        }
    }
    return "CPU";
}

} // namespace

std::vector<std::string> devices()
{
    std::vector<std::string> names{"cpu"};
    for (int index = 0; index < cudaDeviceCount(); ++index) {
        names.push_back("cuda:" + std::to_string(index));
    }
    return names;
}

std::string deviceNotice()
{
    if (cudaDeviceCount() > 0) {
        return {};
    }
    const std::string driver = driverVersion();
    if (driver.empty()) {
        return {};
    }
    if (!at::globalContext().hasCUDA()) {
        return "this build computes on the CPU only, though there is an NVIDIA driver " + driver;
    }
    return "the NVIDIA driver " + driver + " can't be used by this build (CUDA 13 needs driver 580 or later)";
}

Expected<c10::Device> findDevice(const std::string& name)
{
    if (name == "cpu") {
        return c10::Device(c10::kCPU);
    }
    constexpr std::string_view Prefix = "cuda:";
    int index = name == "cuda" ? 0 : -1;
    if (name.starts_with(Prefix)) {
        const auto [end, error] = std::from_chars(name.data() + Prefix.size(), name.data() + name.size(), index);
        if (error != std::errc() || end != name.data() + name.size()) {
            index = -1;
        }
    }
    if (index < 0) {
        return failure(ErrorCode::InvalidArgument, "'" + name + "' is not a device; use cpu or cuda:N", "device");
    }
    if (index >= cudaDeviceCount()) {
        std::string usable;
        for (const auto& device : devices()) {
            usable += (usable.empty() ? "" : ", ") + device;
        }
        const std::string notice = deviceNotice();
        return failure(ErrorCode::NotFound,
                       name + " is not there; usable: " + usable + (notice.empty() ? "" : "; " + notice), "device");
    }
    return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
}

std::int64_t takePeakMemory(c10::Device device)
{
    if (device.is_cpu()) {
        return 0;
    }
    at::globalContext().lazyInitDevice(device.type());
    auto* const allocator = c10::getDeviceAllocator(device.type());
    constexpr auto Aggregate = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const std::int64_t peak = allocator->getDeviceStats(device.index()).allocated_bytes[Aggregate].peak;
    allocator->resetPeakStats(device.index());
    return peak;
}

std::string deviceTitle(c10::Device device)
{
    const std::string name = device.is_cpu() ? processorName() : gpuName(device.index());
    return name.empty() ? device.str() : name;
}

} // namespace genserve::runtime
