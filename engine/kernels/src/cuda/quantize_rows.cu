// Rows of bf16 or fp32 as e4m3 numbers with one factor a row. A row may come from two places, one after the other.
//
// One block a row, which stays in registers between the search for its largest value and the division: every element is
// read once and one byte is written.
#include "vectors.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 256;
constexpr int MostChunks = 8;

// Rows whose first leftChannels elements lie in one place, the others in another.
template <typename T>
struct Source {
    const T *left, *right;
    std::int64_t leftStride, rightStride;
    int leftChannels, channels;

    // Element `column` of this block's row; a vector lies on one side as a whole.
    __device__ const T* at(int column) const
    {
        return column < leftChannels ? left + blockIdx.x * leftStride + column
                                     : right + blockIdx.x * rightStride + (column - leftChannels);
    }
};

template <typename T, int Width, int Chunks>
__global__ void __launch_bounds__(Threads) quantizeVectors(Source<T> source, __nv_fp8_storage_t* numbers, float* scales)
{
    __shared__ float partial[Threads / WarpSize];
    Vector<T, Width> values[Chunks];
    float largest = 0;
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = (chunk * Threads + static_cast<int>(threadIdx.x)) * Width;
        values[chunk] = column < source.channels ? load<T, Width>(source.at(column)) : Vector<T, Width>{};
    }
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        largest = largestOf(values[chunk], largest);
    }
    const float scale = scaleFor(largestOfBlock(largest, partial));
    if (threadIdx.x == 0) {
        scales[blockIdx.x] = scale;
    }
    __nv_fp8_storage_t* const out = numbers + blockIdx.x * static_cast<std::int64_t>(source.channels);
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = (chunk * Threads + static_cast<int>(threadIdx.x)) * Width;
        if (column < source.channels) {
            storeNumbers(out + column, values[chunk], 1.0f / scale);
        }
    }
}

// Rows of any length and alignment, read twice.
template <typename T>
__global__ void __launch_bounds__(Threads)
    quantizeElements(Source<T> source, __nv_fp8_storage_t* numbers, float* scales)
{
    __shared__ float partial[Threads / WarpSize];
    float largest = 0;
    for (int column = static_cast<int>(threadIdx.x); column < source.channels; column += Threads) {
        largest = fmaxf(largest, fabsf(toFloat(*source.at(column))));
    }
    const float scale = scaleFor(largestOfBlock(largest, partial));
    const float factor = 1.0f / scale;
    if (threadIdx.x == 0) {
        scales[blockIdx.x] = scale;
    }
    for (int column = static_cast<int>(threadIdx.x); column < source.channels; column += Threads) {
        numbers[blockIdx.x * static_cast<std::int64_t>(source.channels) + column] =
            toNumber(toFloat(*source.at(column)) * factor);
    }
}

} // namespace

cudaError_t quantizeRows(const Shape& shape, ConstRows left, std::int64_t leftChannels, ConstRows right, void* numbers,
                         float* scales, cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        constexpr int Width = VectorBytes / sizeof(T);
        const Source<T> source{
            static_cast<const T*>(left.data), static_cast<const T*>(right.data), left.stride, right.stride,
            static_cast<int>(leftChannels),   static_cast<int>(shape.channels)};
        const int chunks = (source.channels + Threads * Width - 1) / (Threads * Width);
        auto kernel = quantizeElements<T>;
        if (isAligned<T>(left.data, left.stride, leftChannels)
            && isAligned<T>(right.data, right.stride, shape.channels - leftChannels) && chunks <= MostChunks) {
            kernel = chunks <= 2   ? quantizeVectors<T, Width, 2> // 3072 channels in bf16
                     : chunks <= 6 ? quantizeVectors<T, Width, 6> // 12288
                                   : quantizeVectors<T, Width, MostChunks>;
        }
        kernel<<<static_cast<unsigned>(shape.count), Threads, 0, stream>>>(
            source, static_cast<__nv_fp8_storage_t*>(numbers), scales);
        return cudaGetLastError();
    });
}

} // namespace genserve::kernels::cuda
