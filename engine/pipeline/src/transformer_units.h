// The parts of a transformer's weights that may lie elsewhere than the rest, known by the tensors' names.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/memory_plan.h"
#include "weights/parameters.h"

namespace genserve::pipeline {

enum class UnitKind { Ends, Block, Modulation };

// `block` counts double blocks, then single ones, as models::WeightGate does; 0 of Ends. Of a block only the matrices
// count, of which almost all of it consists; norms and biases belong to the ends.
struct TransformerUnit {
    UnitKind kind = UnitKind::Ends;
    std::size_t block = 0;
    bool operator==(const TransformerUnit&) const = default;
};

TransformerUnit unitOf(const weights::Parameter& parameter, std::size_t doubleBlocks);

// Which blocks a plan streams: single ones first, which are half as large as double ones, evenly spread.
bool isStreamed(std::size_t block, std::size_t doubleBlocks, std::size_t singleBlocks, const MemoryPlan& plan);

} // namespace genserve::pipeline
