// What load() will read and where it will put it, worked out and checked before the first byte is allocated.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"
#include "weights/parameters.h"

namespace genserve::weights {

// A run of bytes in one file that fills a run of elements of one parameter.
struct Piece {
    std::uint32_t file = 0;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    Dtype dtype = Dtype::F32;
    std::size_t parameter = 0;                       // index into Parameters::all()
    std::int64_t firstElement = 0;                   // of the parameter's tensor, in row-major order
    std::optional<StoredScale> scale = std::nullopt; // of float8
};

struct LoadPlan {
    std::vector<std::vector<std::int64_t>> shapes; // of the tensors to make, parallel to Parameters::all()
    std::vector<bool> keepsNumbers; // parallel to them: quantised ones that the files store as e4m3, row by row
    std::vector<Piece> pieces;      // by file and offset
    std::int64_t bytes = 0;         // of all pieces
};

Expected<LoadPlan> planLoad(const Parameters& parameters, const Checkpoint& checkpoint);

} // namespace genserve::weights
