// Milliseconds of work on the GPU's current stream, taken with its own events.
#pragma once

#include <functional>
#include <vector>

namespace genserve::bench {

struct Times {
    double median, least, most; // ms
};

// Runs work `warmups` times, then `repeats` times between two events each.
Times timeOnDevice(const std::function<void()>& work, int warmups, int repeats);

} // namespace genserve::bench
