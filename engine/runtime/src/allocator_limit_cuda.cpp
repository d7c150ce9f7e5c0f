#include "allocator_limit.h"

#include <c10/cuda/CUDACachingAllocator.h>

namespace genserve::runtime {

void limitAllocator(c10::Device device, double share)
{
    c10::cuda::CUDACachingAllocator::setMemoryFraction(share, device.index());
}

} // namespace genserve::runtime
