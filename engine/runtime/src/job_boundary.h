// The one place where exceptions of libtorch and the standard library become errors.
#pragma once

#include <functional>

#include "base/error.h"

namespace genserve::runtime {

// Whether a member of a team only lost the others, see kernels/team.h.
bool isTeamBroken(const Error& error);

// The current exception as an Error; call it in a catch block.
//   c10::OutOfMemoryError, std::bad_alloc, libtorch's CPU allocator -> OutOfMemory
//   c10::AcceleratorError and other CUDA errors                     -> DeviceFault
//   anything else                                                   -> Internal
Error currentExceptionAsError();

// job's result, or the error of what it threw.
template <class T, class Job>
Expected<T> atJobBoundary(Job&& job)
{
    try {
        return std::forward<Job>(job)();
    } catch (...) {
        return tl::unexpected(currentExceptionAsError());
    }
}

} // namespace genserve::runtime
