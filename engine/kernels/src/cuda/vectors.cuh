// Loads and stores of several neighbouring elements, and arithmetic in fp32 on them.
#pragma once

#include <cfloat>
#include <cstdint>

#include <cuda_bf16.h>
#include <cuda_fp8.h>

#include "rows.h"

namespace genserve::kernels::cuda {

constexpr int VectorBytes = 16;
constexpr int WarpSize = 32;

__device__ inline float toFloat(float value) { return value; }
__device__ inline float toFloat(__nv_bfloat16 value) { return __bfloat162float(value); }

template <typename T>
__device__ inline T fromFloat(float value);
template <>
__device__ inline float fromFloat<float>(float value)
{
    return value;
}
template <>
__device__ inline __nv_bfloat16 fromFloat<__nv_bfloat16>(float value)
{
    return __float2bfloat16_rn(value);
}

template <typename T, int Width>
struct alignas(sizeof(T) * Width) Vector {
    T values[Width];
};

template <typename T, int Width>
__device__ inline Vector<T, Width> load(const T* source)
{
    return *reinterpret_cast<const Vector<T, Width>*>(source);
}

template <typename T, int Width>
__device__ inline void store(T* target, const float (&values)[Width])
{
    Vector<T, Width> packed;
#pragma unroll
    for (int i = 0; i < Width; ++i) {
        packed.values[i] = fromFloat<T>(values[i]);
    }
    *reinterpret_cast<Vector<T, Width>*>(target) = packed;
}

// Sum over the `lanes` neighbouring threads (a power of two up to 32) that call it together.
__device__ inline float sumOfLanes(float value, int lanes)
{
    for (int offset = lanes / 2; offset > 0; offset /= 2) {
        value += __shfl_xor_sync(0xffffffffU, value, offset);
    }
    return value;
}

// Largest of a non-negative value over the block, in every thread. `partial` is used by one call only.
template <int Warps>
__device__ float largestOfBlock(float value, float (&partial)[Warps])
{
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

// The factor of a row of e4m3 numbers whose largest value this is.
__device__ inline float scaleFor(float largest)
{
    constexpr float LargestNumber = 448;
    return fmaxf(largest / LargestNumber, FLT_MIN);
}

__device__ inline __nv_fp8_storage_t toNumber(float value)
{
    return __nv_cvt_float_to_fp8(value, __NV_SATFINITE, __NV_E4M3);
}

// Largest absolute value of a vector and `least`.
template <typename T, int Width>
__device__ float largestOf(const Vector<T, Width>& vector, float least)
{
#pragma unroll
    for (int i = 0; i < Width; ++i) {
        least = fmaxf(least, fabsf(toFloat(vector.values[i])));
    }
    return least;
}

template <typename T, int Width>
__device__ void storeNumbers(__nv_fp8_storage_t* target, const Vector<T, Width>& vector, float factor)
{
    Vector<__nv_fp8_storage_t, Width> packed;
#pragma unroll
    for (int i = 0; i < Width; ++i) {
        packed.values[i] = toNumber(toFloat(vector.values[i]) * factor);
    }
    *reinterpret_cast<Vector<__nv_fp8_storage_t, Width>*>(target) = packed;
}

// Whether rows of this shape can be moved 16 bytes at a time: asked on the host, once for each operand.
template <typename T>
bool isAligned(const void* data, std::int64_t stride, std::int64_t channels)
{
    constexpr std::int64_t Width = VectorBytes / sizeof(T);
    return reinterpret_cast<std::uintptr_t>(data) % VectorBytes == 0 && stride % Width == 0 && channels % Width == 0;
}

// Calls body with a value of the element's C++ type.
template <typename Body>
cudaError_t withElement(Element element, const Body& body)
{
    return element == Element::Bf16 ? body(__nv_bfloat16{}) : body(float{});
}

} // namespace genserve::kernels::cuda
