// Matrix products by cuBLASLt with a bias and an activation in their epilogue, written to rows of any stride (libtorch
// offers the one or the other only).
#pragma once

#include <cstddef>
#include <cstdint>

#include <cublasLt.h>
#include <cuda_runtime_api.h>

namespace genserve::kernels::cuda {

// out [rows, outputs] = epilogue(x [rows, inputs] weight^T [outputs, inputs]), all bf16, or x and weight e4m3
// with one factor a row; sums in fp32; strides are those of the rows, in elements.
struct Matmul {
    std::int64_t rows, inputs, outputs;
    std::int64_t xStride, weightStride, outStride;
    const void *x, *weight;
    const void* bias; // null for none
    void* out;
    bool hasGelu;                   // in the tanh form; needs a bias
    const float* xScales = nullptr; // [rows] and [outputs] for e4m3
    const float* weightScales = nullptr;
};

struct Workspace {
    cublasLtHandle_t handle;
    void* data;
    std::size_t bytes;
};

// Starts the product on the stream. What cuBLASLt proposes first for sizes and strides is remembered per thread; it
// proposes the same on every run, and so results are the same too.
cublasStatus_t matmul(const Matmul& product, const Workspace& workspace, cudaStream_t stream);

// Whether cuBLASLt has a kernel for such a product on the current device; starts nothing, reads no matrix.
bool canMultiply(const Matmul& product, const Workspace& workspace);

} // namespace genserve::kernels::cuda
