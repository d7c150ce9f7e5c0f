#include "memory_budget.h"

#include <algorithm>

#include <ATen/Context.h>
#include <ATen/core/CachingHostAllocator.h>
#include <c10/core/CachingDeviceAllocator.h>

#include "allocator_limit.h"
#include "runtime/available_memory.h"
#include "runtime/forecast.h"

namespace genserve::runtime {
namespace {

c10::DeviceAllocator& allocatorOf(c10::Device device)
{
    at::globalContext().lazyInitDevice(device.type());
    return *c10::getDeviceAllocator(device.type());
}

std::int64_t currentOf(const c10::CachingAllocator::StatArray& stats)
{
    return stats[static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE)].current;
}

std::int64_t freeOn(c10::Device device, std::int64_t held)
{
    if (device.is_cpu()) {
        return availableMemory() + held;
    }
    auto& allocator = allocatorOf(device);
    const auto [free, total] = allocator.getMemoryInfo(device.index());
    return static_cast<std::int64_t>(free) + currentOf(allocator.getDeviceStats(device.index()).reserved_bytes)
           + CudaContextBytes;
}

} // namespace

std::int64_t memoryBudget(c10::Device device, std::int64_t limit, std::int64_t held)
{
    return plannedBudget(freeOn(device, held), limit);
}

void enforceLimit(c10::Device device, std::int64_t limit)
{
    if (device.is_cpu() || limit <= 0) {
        return;
    }
    const auto total = allocatorOf(device).getMemoryInfo(device.index()).second;
    const auto share = static_cast<double>(std::max<std::int64_t>(limit - CudaContextBytes, 1));
    limitAllocator(device, std::min(1.0, share / static_cast<double>(total)));
}

void releaseCached(c10::Device device)
{
    if (!device.is_cpu()) {
        allocatorOf(device).emptyCache();
        at::getHostAllocator(device.type())->empty_cache();
    }
}

} // namespace genserve::runtime
