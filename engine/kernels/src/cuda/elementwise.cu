// Operators that touch each element once: the gated residual connection, GELU and a copy.
//
// One block a row, so that strided rows need no division; a row is read and written once. All are bound by memory.
#include "vectors.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 128;

// 0.5 x (1 + tanh(u)) = x / (1 + exp(-2 u)) with u = sqrt(2 / pi) (x + 0.044715 x^3): one exponential instead of a
// tanh, and no cancellation for negative x.
__device__ inline float gelu(float x)
{
    constexpr float MinusTwoSqrtTwoOverPi = -1.5957691216057308f;
    constexpr float Cubic = 0.044715f;
    return __fdividef(x, 1.0f + __expf(MinusTwoSqrtTwoOverPi * (x + Cubic * x * x * x)));
}

template <typename T, int Width>
__global__ void __launch_bounds__(Threads) geluRows(T* x, std::int64_t stride, int channels)
{
    T* const row = x + blockIdx.x * stride;
    for (int column = static_cast<int>(threadIdx.x) * Width; column < channels; column += Threads * Width) {
        const auto read = load<T, Width>(row + column);
        float values[Width];
#pragma unroll
        for (int i = 0; i < Width; ++i) {
            values[i] = gelu(toFloat(read.values[i]));
        }
        store<T, Width>(row + column, values);
    }
}

template <typename T, int Width>
__global__ void __launch_bounds__(Threads)
    gatedResidualRows(T* x, std::int64_t xStride, const T* gate, const T* y, std::int64_t yStride, int channels)
{
    T* const row = x + blockIdx.x * xStride;
    const T* const branch = y + blockIdx.x * yStride;
    for (int column = static_cast<int>(threadIdx.x) * Width; column < channels; column += Threads * Width) {
        const auto before = load<T, Width>(row + column);
        const auto added = load<T, Width>(branch + column);
        const auto gates = load<T, Width>(gate + column);
        float values[Width];
#pragma unroll
        for (int i = 0; i < Width; ++i) {
            values[i] = toFloat(before.values[i]) + toFloat(gates.values[i]) * toFloat(added.values[i]);
        }
        store<T, Width>(row + column, values);
    }
}

template <typename T, int Width>
__global__ void __launch_bounds__(Threads)
    copyRowsKernel(const T* x, std::int64_t xStride, int channels, T* out, std::int64_t outStride)
{
    const T* const from = x + blockIdx.x * xStride;
    T* const to = out + blockIdx.x * outStride;
    for (int column = static_cast<int>(threadIdx.x) * Width; column < channels; column += Threads * Width) {
        *reinterpret_cast<Vector<T, Width>*>(to + column) = load<T, Width>(from + column);
    }
}

} // namespace

cudaError_t copyRows(const Shape& shape, ConstRows x, Rows out, cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        constexpr int Width = VectorBytes / sizeof(T);
        const auto channels = static_cast<int>(shape.channels);
        const bool hasVectors =
            isAligned<T>(x.data, x.stride, channels) && isAligned<T>(out.data, out.stride, channels);
        const auto kernel = hasVectors ? copyRowsKernel<T, Width> : copyRowsKernel<T, 1>;
        kernel<<<static_cast<unsigned>(shape.count), Threads, 0, stream>>>(
            static_cast<const T*>(x.data), x.stride, channels, static_cast<T*>(out.data), out.stride);
        return cudaGetLastError();
    });
}

cudaError_t gatedResidual(const Shape& shape, Rows x, const void* gate, ConstRows y, cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        constexpr int Width = VectorBytes / sizeof(T);
        const auto rows = static_cast<unsigned>(shape.count);
        const auto channels = static_cast<int>(shape.channels);
        auto* const target = static_cast<T*>(x.data);
        const auto* const gates = static_cast<const T*>(gate);
        const auto* const branch = static_cast<const T*>(y.data);
        if (isAligned<T>(target, x.stride, channels) && isAligned<T>(branch, y.stride, channels)
            && isAligned<T>(gates, 0, channels)) {
            gatedResidualRows<T, Width>
                <<<rows, Threads, 0, stream>>>(target, x.stride, gates, branch, y.stride, channels);
        } else {
            gatedResidualRows<T, 1><<<rows, Threads, 0, stream>>>(target, x.stride, gates, branch, y.stride, channels);
        }
        return cudaGetLastError();
    });
}

cudaError_t geluTanh(const Shape& shape, Rows x, cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        constexpr int Width = VectorBytes / sizeof(T);
        const auto rows = static_cast<unsigned>(shape.count);
        const auto channels = static_cast<int>(shape.channels);
        auto* const data = static_cast<T*>(x.data);
        if (isAligned<T>(data, x.stride, channels)) {
            geluRows<T, Width><<<rows, Threads, 0, stream>>>(data, x.stride, channels);
        } else {
            geluRows<T, 1><<<rows, Threads, 0, stream>>>(data, x.stride, channels);
        }
        return cudaGetLastError();
    });
}

} // namespace genserve::kernels::cuda
