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

// The same with `out` as quantizeRows() would leave it; without gate and y layerNormModulate() alone.
// cudaErrorNotSupported, and nothing done, for rows that can't be read 16 bytes at a time or are longer than the
// registers.
cudaError_t gatedResidualNormQuantized(const Shape& shape, Rows x, const void* gate, ConstRows y, Modulation modulation,
                                       void* numbers, float* scales, float eps, cudaStream_t stream);

// x = gelu(x), the tanh form.
cudaError_t geluTanh(const Shape& shape, Rows x, cudaStream_t stream);

// out = x. The runtime's own copy of rows with a stride takes 2.5 times as long (35 us for 28 MB on an H200).
cudaError_t copyRows(const Shape& shape, ConstRows x, Rows out, cudaStream_t stream);

// numbers [count, channels] e4m3, scales [count]: x = number * scale, the largest number of a row being 448. The first
// leftChannels elements of a row of x lie in left, the others in right.
cudaError_t quantizeRows(const Shape& shape, ConstRows left, std::int64_t leftChannels, ConstRows right, void* numbers,
                         float* scales, cudaStream_t stream);

// Per token (row) 2 * heads vectors of dim elements, first the queries, then the keys: each is divided by its root mean
// square, multiplied by its norm's weight [dim], and its neighbouring pairs are rotated by cos, sin [count, dim / 2].
struct QkHeads {
    std::int64_t heads, dim;
    const void *normQ, *normK;
    const float *cos, *sin;
};
cudaError_t qkNormRope(const Shape& shape, Rows qkv, const QkHeads& heads, float eps, cudaStream_t stream);

// Channels-last feature maps: shape.count = H * W cells of shape.channels, without gaps. These need vectors:
bool canMoveCells(const Shape& shape, const void* x, const void* out);

struct GroupNorm {
    std::int64_t groups;
    const void *weight, *bias; // [channels]
    float eps;
    bool hasSilu;
};
// scratch: groupNormScratch(shape) floats of device memory, used until the kernels have run. out may be x.
std::int64_t groupNormScratch(const Shape& shape);
cudaError_t groupNorm(const Shape& shape, const void* x, const GroupNorm& norm, float* scratch, void* out,
                      cudaStream_t stream);
// moments [2, groups]: mean and mean square deviation. The same scratch.
cudaError_t groupMoments(const Shape& shape, const void* x, std::int64_t groups, float* scratch, float* moments,
                         cudaStream_t stream);

// Of each part of a map: moments [count, 2, groups], shares [count] of its cells.
struct PartMoments {
    const float *moments, *shares;
    std::int64_t count;
};
// x is one part. scratch: 2 * channels floats.
cudaError_t groupNormOfParts(const Shape& shape, const void* x, const GroupNorm& norm, const PartMoments& parts,
                             float* scratch, void* out, cudaStream_t stream);

// Every cell of rows of `width` cells four times: out [2 H, 2 W] cells.
cudaError_t upsampleNearest2x(const Shape& shape, std::int64_t width, const void* x, void* out, cudaStream_t stream);

} // namespace genserve::kernels::cuda
