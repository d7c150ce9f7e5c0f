// The type a tensor takes that keeps a file's numbers as they are.
#pragma once

#include <ATen/core/Tensor.h>

#include "weights/dtype.h"

namespace genserve::weights {

at::ScalarType scalarType(Dtype dtype);

} // namespace genserve::weights
