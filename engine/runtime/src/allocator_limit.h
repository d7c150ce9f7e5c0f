// The one thing about a GPU's allocator that libtorch offers with CUDA's headers only.
#pragma once

#include <c10/core/Device.h>

namespace genserve::runtime {

// share: of the device's memory, 0..1. Nothing in a build without CUDA.
void limitAllocator(c10::Device device, double share);

} // namespace genserve::runtime
