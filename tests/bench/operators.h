// The operators of a FLUX.1 block, each alone.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace genserve::bench {

// Prints microseconds and GB/s (or TFLOP/s) of each fused operator and of its plain-ATen reference, on `tokens` rows of
// a transformer of 24 heads of 128.
void printOperators(std::int64_t tokens, at::ScalarType dtype, at::Device device);

} // namespace genserve::bench
