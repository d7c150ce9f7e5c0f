// Loads and stores of several neighbouring elements, and arithmetic in fp32 on them.
#pragma once

#include <cstdint>

#include <cuda_bf16.h>

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
