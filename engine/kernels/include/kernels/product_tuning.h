// Which of cuBLASLt's kernels a linear layer on CUDA uses.
#pragma once

#include <cstdint>
#include <vector>

namespace genserve::kernels {

enum class Tuning {
    Off,     // what cuBLASLt proposes first
    Measure, // try its proposals for every product of new sizes and keep the fastest that gives the same bits
    Use,     // the kept ones; the first proposal for products that were not measured
};

// Of the calling thread, from now on.
void setTuning(Tuning tuning);

// What measuring found for one product.
struct TunedProduct {
    std::int64_t rows, inputs, outputs;
    bool isE4m3, hasGelu;
    int proposals, equal;     // how many there were, and of them those that give the first one's bits
    int chosen;               // index among them
    double firstUs, chosenUs; // medians
    double fastestUs;         // of all proposals, with other bits too
};
std::vector<TunedProduct> tunedProducts();

} // namespace genserve::kernels
