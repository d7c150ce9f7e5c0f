// Which kernels the GPU's time goes to.
#pragma once

#include <functional>

namespace genserve::bench {

// Runs work once under libtorch's profiler and prints milliseconds, calls and name of its kernels, longest first, and
// how much of the time from the first to the last of them the GPU was idle.
void printKernels(const std::function<void()>& work);

} // namespace genserve::bench
