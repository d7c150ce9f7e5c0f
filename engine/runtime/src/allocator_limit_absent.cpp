#include "allocator_limit.h"

namespace genserve::runtime {

void limitAllocator(c10::Device /*device*/, double /*share*/) {}

} // namespace genserve::runtime
