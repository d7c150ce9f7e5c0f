// Rows of bf16 or fp32 as e4m3 numbers with one factor a row.
//
// One block a row, which stays in registers between the search for its largest value and the division: every element is
// read once and one byte is written.
#include <cfloat>

#include <cuda_fp8.h>

#include "vectors.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 256;
constexpr int MostChunks = 8;
constexpr float LargestNumber = 448;

// Largest of a non-negative value over the block, in every thread.
__device__ float largestOfBlock(float value)
{
    __shared__ float partial[Threads / WarpSize];
    for (int offset = WarpSize / 2; offset > 0; offset /= 2) {
        value = fmaxf(value, __shfl_xor_sync(0xffffffffU, value, offset));
    }
    if (threadIdx.x % WarpSize == 0) {
        partial[threadIdx.x / WarpSize] = value;
    }
    __syncthreads();
    for (const float one : partial) {
        value = fmaxf(value, one);
    }
    return value;
}

__device__ __nv_fp8_storage_t toNumber(float value) { return __nv_cvt_float_to_fp8(value, __NV_SATFINITE, __NV_E4M3); }

template <typename T, int Width, int Chunks>
__global__ void __launch_bounds__(Threads)
    quantizeVectors(const T* x, std::int64_t stride, int channels, __nv_fp8_storage_t* numbers, float* scales)
{
    const T* const row = x + blockIdx.x * stride;
    Vector<T, Width> values[Chunks];
    float largest = 0;
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = (chunk * Threads + static_cast<int>(threadIdx.x)) * Width;
        values[chunk] = column < channels ? load<T, Width>(row + column) : Vector<T, Width>{};
    }
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
#pragma unroll
        for (int i = 0; i < Width; ++i) {
            largest = fmaxf(largest, fabsf(toFloat(values[chunk].values[i])));
        }
    }
    const float scale = fmaxf(largestOfBlock(largest) / LargestNumber, FLT_MIN);
    const float factor = 1.0f / scale;
    if (threadIdx.x == 0) {
        scales[blockIdx.x] = scale;
    }
    __nv_fp8_storage_t* const out = numbers + blockIdx.x * static_cast<std::int64_t>(channels);
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = (chunk * Threads + static_cast<int>(threadIdx.x)) * Width;
        if (column < channels) {
            Vector<__nv_fp8_storage_t, Width> packed;
#pragma unroll
            for (int i = 0; i < Width; ++i) {
                packed.values[i] = toNumber(toFloat(values[chunk].values[i]) * factor);
            }
            *reinterpret_cast<Vector<__nv_fp8_storage_t, Width>*>(out + column) = packed;
        }
    }
}

// Rows of any length and alignment, read twice.
template <typename T>
__global__ void __launch_bounds__(Threads)
    quantizeElements(const T* x, std::int64_t stride, int channels, __nv_fp8_storage_t* numbers, float* scales)
{
    const T* const row = x + blockIdx.x * stride;
    float largest = 0;
    for (int column = static_cast<int>(threadIdx.x); column < channels; column += Threads) {
        largest = fmaxf(largest, fabsf(toFloat(row[column])));
    }
    const float scale = fmaxf(largestOfBlock(largest) / LargestNumber, FLT_MIN);
    const float factor = 1.0f / scale;
    if (threadIdx.x == 0) {
        scales[blockIdx.x] = scale;
    }
    for (int column = static_cast<int>(threadIdx.x); column < channels; column += Threads) {
        numbers[blockIdx.x * static_cast<std::int64_t>(channels) + column] = toNumber(toFloat(row[column]) * factor);
    }
}

} // namespace

cudaError_t quantizeRows(const Shape& shape, ConstRows x, void* numbers, float* scales, cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        constexpr int Width = VectorBytes / sizeof(T);
        const auto channels = static_cast<int>(shape.channels);
        const int chunks = (channels + Threads * Width - 1) / (Threads * Width);
        auto kernel = quantizeElements<T>;
        if (isAligned<T>(x.data, x.stride, channels) && chunks <= MostChunks) {
            kernel = chunks <= 2   ? quantizeVectors<T, Width, 2> // 3072 channels in bf16
                     : chunks <= 6 ? quantizeVectors<T, Width, 6> // 12288
                                   : quantizeVectors<T, Width, MostChunks>;
        }
        kernel<<<static_cast<unsigned>(shape.count), Threads, 0, stream>>>(
            static_cast<const T*>(x.data), x.stride, channels, static_cast<__nv_fp8_storage_t*>(numbers), scales);
        return cudaGetLastError();
    });
}

} // namespace genserve::kernels::cuda
