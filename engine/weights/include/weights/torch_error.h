// What libtorch throws, as an Error: known by its type where it has one, by its text where it has not.
#pragma once

#include <c10/util/Exception.h>

#include "base/error.h"

namespace genserve::weights {

// The first line of its message, and
//   c10::OutOfMemoryError, a full CPU heap or a library without room (plain c10::Errors) -> OutOfMemory
//   errors of CUDA, cuBLAS and cuDNN                               -> DeviceFault
//   anything else, such as a failed TORCH_CHECK                    -> Internal
Error torchError(const c10::Error& error);

} // namespace genserve::weights
