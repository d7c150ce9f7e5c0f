// LayerNorm with the adaptive scale and shift, alone and behind a gated residual connection.
//
// One block a row. The fast kernel keeps its row in registers: x (and y) are read once, out (and x) written
// once, so the bytes moved are 2 (or 4) rows. Mean first, then the sum of squared differences from it, as cancellation
// would spoil the one-pass formula for activations far from zero. scale, shift and gate come from the caches.
#include "vectors.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 128;
constexpr int MostChunks = 8;

template <typename T>
struct Operands {
    T* x;
    const T* y; // null without a residual connection, like gate
    const T* gate;
    const T* scale;
    const T* shift;
    T* out; // null where numbers are written instead
    std::int64_t xStride, yStride, outStride;
    int channels;
    float eps;
    __nv_fp8_storage_t* numbers = nullptr; // [rows, channels]
    float* scales = nullptr;               // [rows]
};

// First column of a thread's vector number `chunk`.
template <int Width>
__device__ int columnOf(int chunk)
{
    return (chunk * Threads + static_cast<int>(threadIdx.x)) * Width;
}

// Sum over the block; every thread gets it. `partial` is used by one call only.
__device__ float sumOfBlock(float value, float (&partial)[Threads / WarpSize])
{
    value = sumOfLanes(value, WarpSize);
    if (threadIdx.x % WarpSize == 0) {
        partial[threadIdx.x / WarpSize] = value;
    }
    __syncthreads();
    float sum = 0;
#pragma unroll
    for (int warp = 0; warp < Threads / WarpSize; ++warp) {
        sum += partial[warp];
    }
    return sum;
}

// x += gate * y, rounded to T, for the elements of one vector.
template <typename T, int Width>
__device__ void addGated(Vector<T, Width>& x, const Vector<T, Width>& gate, const Vector<T, Width>& y)
{
#pragma unroll
    for (int i = 0; i < Width; ++i) {
        x.values[i] = fromFloat<T>(toFloat(x.values[i]) + toFloat(gate.values[i]) * toFloat(y.values[i]));
    }
}

// The row's vectors of this thread; zero behind its end.
template <typename T, int Width, int Chunks, bool Residual>
__device__ void readRow(Vector<T, Width> (&row)[Chunks], const Operands<T>& operands)
{
    T* const x = operands.x + blockIdx.x * operands.xStride;
    Vector<T, Width> branch[Chunks];
    // All loads are under way before the first store, which the compiler could not move them across.
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = columnOf<Width>(chunk);
        const bool isInside = column < operands.channels;
        row[chunk] = isInside ? load<T, Width>(x + column) : Vector<T, Width>{};
        if constexpr (Residual) {
            const T* const y = operands.y + blockIdx.x * operands.yStride;
            branch[chunk] = isInside ? load<T, Width>(y + column) : Vector<T, Width>{};
        }
    }
    if constexpr (Residual) {
#pragma unroll
        for (int chunk = 0; chunk < Chunks; ++chunk) {
            const int column = columnOf<Width>(chunk);
            if (column < operands.channels) {
                addGated<T, Width>(row[chunk], load<T, Width>(operands.gate + column), branch[chunk]);
                *reinterpret_cast<Vector<T, Width>*>(x + column) = row[chunk];
            }
        }
    }
}

// The row that this thread's vectors belong to, as e4m3 numbers with a factor.
template <typename T, int Width, int Chunks>
__device__ void writeNumbers(const Vector<T, Width> (&row)[Chunks], const Operands<T>& operands)
{
    __shared__ float partial[Threads / WarpSize];
    float largest = 0;
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        largest = largestOf(row[chunk], largest); // zero behind the row's end
    }
    const float scale = scaleFor(largestOfBlock(largest, partial));
    if (threadIdx.x == 0) {
        operands.scales[blockIdx.x] = scale;
    }
    __nv_fp8_storage_t* const out = operands.numbers + blockIdx.x * static_cast<std::int64_t>(operands.channels);
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = columnOf<Width>(chunk);
        if (column < operands.channels) {
            storeNumbers(out + column, row[chunk], 1.0f / scale);
        }
    }
}

template <typename T, int Width, int Chunks, bool Residual, bool Quantized>
__global__ void __launch_bounds__(Threads) normModulateVectors(Operands<T> operands)
{
    __shared__ float sums[Threads / WarpSize], squareSums[Threads / WarpSize];
    Vector<T, Width> row[Chunks];
    readRow<T, Width, Chunks, Residual>(row, operands);
    float sum = 0;
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
#pragma unroll
        for (int i = 0; i < Width; ++i) {
            sum += toFloat(row[chunk].values[i]);
        }
    }
    const float mean = sumOfBlock(sum, sums) / static_cast<float>(operands.channels);
    float squares = 0;
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        if (columnOf<Width>(chunk) < operands.channels) {
#pragma unroll
            for (int i = 0; i < Width; ++i) {
                const float difference = toFloat(row[chunk].values[i]) - mean;
                squares += difference * difference;
            }
        }
    }
    const float rstd = rsqrtf(sumOfBlock(squares, squareSums) / static_cast<float>(operands.channels) + operands.eps);
#pragma unroll
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        const int column = columnOf<Width>(chunk);
        if (column < operands.channels) {
            const auto scale = load<T, Width>(operands.scale + column);
            const auto shift = load<T, Width>(operands.shift + column);
#pragma unroll
            for (int i = 0; i < Width; ++i) {
                row[chunk].values[i] =
                    fromFloat<T>((toFloat(row[chunk].values[i]) - mean) * rstd * (1.0f + toFloat(scale.values[i]))
                                 + toFloat(shift.values[i]));
            }
            if constexpr (!Quantized) {
                T* const out = operands.out + blockIdx.x * operands.outStride + column;
                *reinterpret_cast<Vector<T, Width>*>(out) = row[chunk];
            }
        }
    }
    if constexpr (Quantized) {
        writeNumbers<T, Width, Chunks>(row, operands);
    }
}

// Rows of any length and alignment, element by element; a thread comes back to the elements that it wrote itself.
template <typename T>
__global__ void __launch_bounds__(Threads) normModulateElements(Operands<T> operands)
{
    __shared__ float sums[Threads / WarpSize], squareSums[Threads / WarpSize];
    T* const x = operands.x + blockIdx.x * operands.xStride;
    const auto first = static_cast<int>(threadIdx.x);
    float sum = 0;
    for (int column = first; column < operands.channels; column += Threads) {
        if (operands.y != nullptr) {
            const float branch = toFloat(operands.y[blockIdx.x * operands.yStride + column]);
            x[column] = fromFloat<T>(toFloat(x[column]) + toFloat(operands.gate[column]) * branch);
        }
        sum += toFloat(x[column]);
    }
    const float mean = sumOfBlock(sum, sums) / static_cast<float>(operands.channels);
    float squares = 0;
    for (int column = first; column < operands.channels; column += Threads) {
        const float difference = toFloat(x[column]) - mean;
        squares += difference * difference;
    }
    const float rstd = rsqrtf(sumOfBlock(squares, squareSums) / static_cast<float>(operands.channels) + operands.eps);
    T* const out = operands.out + blockIdx.x * operands.outStride;
    for (int column = first; column < operands.channels; column += Threads) {
        out[column] = fromFloat<T>((toFloat(x[column]) - mean) * rstd * (1.0f + toFloat(operands.scale[column]))
                                   + toFloat(operands.shift[column]));
    }
}

template <typename T, int Chunks>
void launchVectors(const Operands<T>& operands, unsigned rows, cudaStream_t stream)
{
    constexpr int Width = VectorBytes / sizeof(T);
    const bool isQuantized = operands.numbers != nullptr;
    auto kernel = isQuantized ? normModulateVectors<T, Width, Chunks, false, true>
                              : normModulateVectors<T, Width, Chunks, false, false>;
    if (operands.y != nullptr) {
        kernel = isQuantized ? normModulateVectors<T, Width, Chunks, true, true>
                             : normModulateVectors<T, Width, Chunks, true, false>;
    }
    kernel<<<rows, Threads, 0, stream>>>(operands);
}

template <typename T>
bool isAligned(const Operands<T>& operands)
{
    const auto rowIsAligned = [&](const T* data, std::int64_t stride) {
        return cuda::isAligned<T>(data, stride, operands.channels);
    };
    return rowIsAligned(operands.x, operands.xStride) && rowIsAligned(operands.out, operands.outStride)
           && rowIsAligned(operands.y, operands.yStride) && rowIsAligned(operands.gate, 0)
           && rowIsAligned(operands.scale, 0) && rowIsAligned(operands.shift, 0);
}

template <typename T>
cudaError_t launch(const Operands<T>& operands, std::int64_t count, cudaStream_t stream)
{
    if (count == 0) {
        return cudaSuccess;
    }
    const auto rows = static_cast<unsigned>(count);
    constexpr std::int64_t ChunkElements = Threads * VectorBytes / static_cast<std::int64_t>(sizeof(T));
    const std::int64_t chunks = (operands.channels + ChunkElements - 1) / ChunkElements;
    if (!isAligned(operands) || chunks > MostChunks) {
        if (operands.numbers != nullptr) {
            return cudaErrorNotSupported;
        }
        normModulateElements<T><<<rows, Threads, 0, stream>>>(operands);
    } else if (chunks <= 1) {
        launchVectors<T, 1>(operands, rows, stream);
    } else if (chunks <= 3) {
        launchVectors<T, 3>(operands, rows, stream); // 3072 channels in bf16
    } else if (chunks <= 6) {
        launchVectors<T, 6>(operands, rows, stream); // ... and in fp32
    } else {
        launchVectors<T, MostChunks>(operands, rows, stream);
    }
    return cudaGetLastError();
}

} // namespace

cudaError_t gatedResidualNorm(const Shape& shape, Rows x, const void* gate, ConstRows y, Modulation modulation,
                              Rows out, float eps, cudaStream_t stream)
{
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const Operands<T> operands{static_cast<T*>(x.data),
                                   static_cast<const T*>(y.data),
                                   static_cast<const T*>(gate),
                                   static_cast<const T*>(modulation.scale),
                                   static_cast<const T*>(modulation.shift),
                                   static_cast<T*>(out.data),
                                   x.stride,
                                   y.stride,
                                   out.stride,
                                   static_cast<int>(shape.channels),
                                   eps};
        return launch(operands, shape.count, stream);
    });
}

cudaError_t gatedResidualNormQuantized(const Shape& shape, Rows x, const void* gate, ConstRows y, Modulation modulation,
                                       void* numbers, float* scales, float eps, cudaStream_t stream)
{
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const Operands<T> operands{static_cast<T*>(x.data),
                                   static_cast<const T*>(y.data),
                                   static_cast<const T*>(gate),
                                   static_cast<const T*>(modulation.scale),
                                   static_cast<const T*>(modulation.shift),
                                   nullptr,
                                   x.stride,
                                   y.stride,
                                   0,
                                   static_cast<int>(shape.channels),
                                   eps,
                                   static_cast<__nv_fp8_storage_t*>(numbers),
                                   scales};
        return launch(operands, shape.count, stream);
    });
}

cudaError_t layerNormModulate(const Shape& shape, ConstRows x, Modulation modulation, Rows out, float eps,
                              cudaStream_t stream)
{
    // Without a branch to add, x is only read.
    return gatedResidualNorm(shape, {const_cast<void*>(x.data), x.stride}, nullptr, {nullptr, 0}, modulation, out, eps,
                             stream);
}

} // namespace genserve::kernels::cuda
