// The way to weights that do not lie on the device all the time.
#pragma once

#include <cstddef>

namespace genserve::models {

// Told by a network which of its units, e.g. blocks, it is about to multiply with; the units are entered in ascending
// order, over and over.
class WeightGate {
public:
    virtual ~WeightGate() = default;

    // Makes the unit's weights usable for what is asked of the device from now on. Those of the unit before are no
    // longer needed.
    virtual void enter(std::size_t unit) = 0;
};

} // namespace genserve::models
