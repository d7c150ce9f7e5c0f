// FLUX.1's autoencoder on a GPU.
#pragma once

#include <cstdint>

namespace genserve::bench {

// Prints milliseconds of decoding and encoding one picture of size x size in bf16, and the kernels of decoding.
void printAutoencoder(std::int64_t size, bool withKernels);

} // namespace genserve::bench
