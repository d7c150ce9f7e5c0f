// How many bytes pictures may take on a device.
#pragma once

#include <cstdint>

#include <c10/core/Device.h>

namespace genserve::runtime {

// What is free now and what this process holds already, in the sense of Forecast::peak(), and not more than `limit`
// unless that is 0. held: bytes of weights in memory, on the CPU; a GPU's allocator knows them itself.
std::int64_t memoryBudget(c10::Device device, std::int64_t limit, std::int64_t held);

// From now on the GPU's allocator refuses what goes beyond the limit, as a smaller card would. Nothing on the CPU.
void enforceLimit(c10::Device device, std::int64_t limit);

// Gives what libtorch keeps for later back to the device, and its pinned memory back to the system.
void releaseCached(c10::Device device);

} // namespace genserve::runtime
