// Tries cuBLASLt's proposals for a product on the GPU.
#pragma once

#include <ATen/core/Tensor.h>

#include "cuda/matmul.h"
#include "kernels/product_tuning.h"

namespace genserve::kernels::on_cuda {

// Keeps the fastest proposal whose result equals the first one's bit for bit. Writes `out`, which is the product's,
// many times; waits for the device. Takes some hundred runs of the product, so that the card is as warm as in a step.
TunedProduct measureProduct(const cuda::Matmul& product, const cuda::Workspace& workspace, cudaStream_t stream,
                            const at::Tensor& out);

} // namespace genserve::kernels::on_cuda
