// Weights for networks whose own are not needed to take times.
#pragma once

#include <ATen/core/Tensor.h>

#include "weights/parameters.h"

namespace genserve::bench {

// Values of the size that a trained network has, so that the power the GPU draws is that of real work.
void fillRandomly(const weights::Parameters& parameters, const at::TensorOptions& options);

} // namespace genserve::bench
