// The fused CUDA operators: plain pointers to device memory, no libtorch, so that nvcc parses little.
//
// Every function starts its kernel on the stream and returns at once, with the error of the launch. Sums are fp32.
// Rows of any length and alignment work; those whose start and length are multiples of 16 bytes are read 16 bytes at
// a time.
#pragma once

#include <cstdint>

#include <cuda_runtime_api.h>

namespace genserve::kernels::cuda {

enum class Element { Fp32, Bf16 };

// `count` rows of `channels` elements, neighbouring elements contiguous; strides are in elements.
struct Shape {
    std::int64_t count, channels;
    Element element;
};
struct Rows {
    void* data;
    std::int64_t stride;
};
struct ConstRows {
    const void* data;
    std::int64_t stride;
};
struct Modulation {
    const void *scale, *shift; // [channels] each
};

// out = LN(x) * (1 + scale) + shift; out may be x.
cudaError_t layerNormModulate(const Shape& shape, ConstRows x, Modulation modulation, Rows out, float eps,
                              cudaStream_t stream);

// x += gate * y; gate [channels].
cudaError_t gatedResidual(const Shape& shape, Rows x, const void* gate, ConstRows y, cudaStream_t stream);

// Both at once: x += gate * y, rounded to the element, then out = LN(x) * (1 + scale) + shift.
cudaError_t gatedResidualNorm(const Shape& shape, Rows x, const void* gate, ConstRows y, Modulation modulation,
                              Rows out, float eps, cudaStream_t stream);

// x = gelu(x), the tanh form.
cudaError_t geluTanh(const Shape& shape, Rows x, cudaStream_t stream);

// Per token (row) 2 * heads vectors of dim elements, first the queries, then the keys: each is divided by its root mean
// square, multiplied by its norm's weight [dim], and its neighbouring pairs are rotated by cos, sin [count, dim / 2].
struct QkHeads {
    std::int64_t heads, dim;
    const void *normQ, *normK;
    const float *cos, *sin;
};
cudaError_t qkNormRope(const Shape& shape, Rows qkv, const QkHeads& heads, float eps, cudaStream_t stream);

} // namespace genserve::kernels::cuda
