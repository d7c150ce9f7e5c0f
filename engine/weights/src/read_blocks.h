// Bytes of a file to elements in main memory, by all threads.
#pragma once

#include <cstdint>
#include <span>

#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "input_file.h"
#include "weights/dtype.h"

namespace genserve::weights {

// A run of elements on its way. `stored` receives the file's bytes; it is the target itself if nothing is converted.
struct Chunk {
    Dtype dtype = Dtype::F32;
    std::uint64_t offset = 0; // in the file
    std::span<std::uint8_t> stored;
    at::Tensor target;        // flat, as many elements, on the CPU
    bool isConverted = false; // block by block, as it is read
    float scale = 1.0F;       // of float8
};

// Uses at::parallel_for, since a single thread copies from the page cache more slowly than memory takes it.
Expected<void> readBlocks(const InputFile& file, const Chunk& chunk);

} // namespace genserve::weights
