// GroupNorm with SiLU on channels-last tensors, which are rows [H * W, C].
//
// Three kernels: every block sums the channels of some rows, one block a group combines the sums into a factor and an
// offset per channel, then every element is scaled. x is read twice and written once. No atomics: the order of all sums
// is fixed. Each channel is summed from its value in the first row, so that a large mean cancels nothing. For a part of
// a map the second kernel takes the statistics of all parts instead.
#include <algorithm>

#include "vectors.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 256;

// Threads of a block as a table: `columns` vectors of a row, as many rows as fit.
struct Table {
    int columns, rows;
};

__host__ __device__ Table tableOf(int channels, int width) { return {channels / width, Threads / (channels / width)}; }

// sums [gridDim.x][2][channels]: of the differences from the first row, and of their squares.
template <typename T>
__global__ void __launch_bounds__(Threads) sumRows(const T* x, int channels, int count, float* sums)
{
    constexpr int Width = VectorBytes / sizeof(T);
    extern __shared__ float shared[]; // [rows][2][channels]
    const Table table = tableOf(channels, Width);
    const int column = static_cast<int>(threadIdx.x) % table.columns * Width;
    const int row = static_cast<int>(threadIdx.x) / table.columns;
    float sum[Width] = {}, squares[Width] = {};
    if (row < table.rows) {
        const auto origin = load<T, Width>(x + column);
        for (int i = static_cast<int>(blockIdx.x) * table.rows + row; i < count;
             i += static_cast<int>(gridDim.x) * table.rows) {
            const auto values = load<T, Width>(x + static_cast<std::int64_t>(i) * channels + column);
#pragma unroll
            for (int k = 0; k < Width; ++k) {
                const float difference = toFloat(values.values[k]) - toFloat(origin.values[k]);
                sum[k] += difference;
                squares[k] += difference * difference;
            }
        }
#pragma unroll
        for (int k = 0; k < Width; ++k) {
            shared[(2 * row) * channels + column + k] = sum[k];
            shared[(2 * row + 1) * channels + column + k] = squares[k];
        }
    }
    __syncthreads();
    for (int i = static_cast<int>(threadIdx.x); i < 2 * channels; i += Threads) {
        float total = 0;
        for (int r = 0; r < table.rows; ++r) {
            total += shared[2 * r * channels + i];
        }
        sums[static_cast<std::int64_t>(blockIdx.x) * 2 * channels + i] = total;
    }
}

// Sum of a value over the block, in every thread.
__device__ double sumOfBlock(double value, double (&partial)[Threads / WarpSize])
{
    for (int offset = WarpSize / 2; offset > 0; offset /= 2) {
        value += __shfl_xor_sync(0xffffffffU, value, offset);
    }
    if (threadIdx.x % WarpSize == 0) {
        partial[threadIdx.x / WarpSize] = value;
    }
    __syncthreads();
    double total = 0;
    for (const double one : partial) {
        total += one;
    }
    __syncthreads();
    return total;
}

struct Moments {
    double mean = 0, variance = 0;
};

// What sumRows has found of some rows, for combineSums and writeMoments.
template <typename T>
struct RowSums {
    const T* x;
    const float* sums;
    int blocks, channels, groupChannels;
    double count;
};

// Of the block's group, in every thread.
template <typename T>
__device__ Moments momentsOfGroup(const RowSums<T>& of)
{
    __shared__ double partial[Threads / WarpSize];
    const int first = static_cast<int>(blockIdx.x) * of.groupChannels;
    double mean = 0, squares = 0; // over the group: of x, and of x from 0
    for (int channel = first; channel < first + of.groupChannels; ++channel) {
        double sum = 0, sumSquares = 0;
        for (int block = static_cast<int>(threadIdx.x); block < of.blocks; block += Threads) {
            const float* const own = of.sums + static_cast<std::int64_t>(block) * 2 * of.channels;
            sum += own[channel];
            sumSquares += own[of.channels + channel];
        }
        sum = sumOfBlock(sum, partial);
        sumSquares = sumOfBlock(sumSquares, partial);
        const double origin = toFloat(of.x[channel]);
        const double channelMean = origin + sum / of.count;
        mean += channelMean / of.groupChannels;
        squares += ((sumSquares - sum * sum / of.count) / of.count + channelMean * channelMean) / of.groupChannels;
    }
    const double variance = squares - mean * mean;
    return {mean, variance > 0 ? variance : 0};
}

// What is done with a group's statistics: factors [2][channels], out = x * factors[0] + factors[1].
template <typename T>
struct Factors {
    const T* weight;
    const T* bias;
    float eps;
    int channels, groupChannels;
    float* factors;
};

// Of the block's group.
template <typename T>
__device__ void writeFactors(const Factors<T>& of, const Moments& moments)
{
    const int first = static_cast<int>(blockIdx.x) * of.groupChannels;
    const double rstd = rsqrt(moments.variance + static_cast<double>(of.eps));
    for (int channel = first + static_cast<int>(threadIdx.x); channel < first + of.groupChannels;
         channel += static_cast<int>(blockDim.x)) {
        const double factor = rstd * toFloat(of.weight[channel]);
        of.factors[channel] = static_cast<float>(factor);
        of.factors[of.channels + channel] = static_cast<float>(toFloat(of.bias[channel]) - moments.mean * factor);
    }
}

// One block a group, as in the next two.
template <typename T>
__global__ void __launch_bounds__(Threads) combineSums(RowSums<T> sums, Factors<T> factors)
{
    writeFactors(factors, momentsOfGroup(sums));
}

// moments [2][groups]
template <typename T>
__global__ void __launch_bounds__(Threads) writeMoments(RowSums<T> sums, float* moments)
{
    const Moments own = momentsOfGroup(sums);
    if (threadIdx.x == 0) {
        moments[blockIdx.x] = static_cast<float>(own.mean);
        moments[gridDim.x + blockIdx.x] = static_cast<float>(own.variance);
    }
}

// Of the parts' statistics that of the whole (Chan et al.): moments [parts][2][groups], shares [parts].
template <typename T>
__global__ void __launch_bounds__(WarpSize)
    combineParts(const float* moments, const float* shares, int parts, Factors<T> factors)
{
    const auto momentOf = [&](int part, unsigned which) -> double {
        return moments[(2U * static_cast<unsigned>(part) + which) * gridDim.x + blockIdx.x];
    };
    Moments whole;
    for (int part = 0; part < parts; ++part) {
        whole.mean += static_cast<double>(shares[part]) * momentOf(part, 0);
    }
    for (int part = 0; part < parts; ++part) {
        const double step = momentOf(part, 0) - whole.mean;
        whole.variance += static_cast<double>(shares[part]) * (momentOf(part, 1) + step * step);
    }
    writeFactors(factors, whole);
}

template <typename T, bool Silu>
__global__ void __launch_bounds__(Threads) scaleRows(const T* x, const float* factors, int channels, int count, T* out)
{
    constexpr int Width = VectorBytes / sizeof(T);
    const Table table = tableOf(channels, Width);
    const int column = static_cast<int>(threadIdx.x) % table.columns * Width;
    const int row = static_cast<int>(threadIdx.x) / table.columns;
    if (row >= table.rows) {
        return;
    }
    const auto factor = load<float, Width>(factors + column);
    const auto offset = load<float, Width>(factors + channels + column);
    for (int i = static_cast<int>(blockIdx.x) * table.rows + row; i < count;
         i += static_cast<int>(gridDim.x) * table.rows) {
        const std::int64_t place = static_cast<std::int64_t>(i) * channels + column;
        const auto values = load<T, Width>(x + place);
        float results[Width];
#pragma unroll
        for (int k = 0; k < Width; ++k) {
            const float scaled = toFloat(values.values[k]) * factor.values[k] + offset.values[k];
            results[k] = Silu ? __fdividef(scaled, 1.0f + __expf(-scaled)) : scaled;
        }
        store<T, Width>(out + place, results);
    }
}

// One vector of an input row a thread; it is written to two columns of two rows.
template <typename T>
__global__ void __launch_bounds__(Threads) upsampleRows(const T* x, int width, int channels, T* out)
{
    constexpr int Width = VectorBytes / sizeof(T);
    const int y = static_cast<int>(blockIdx.y);
    const std::int64_t rowElements = static_cast<std::int64_t>(width) * channels;
    const std::int64_t place = (static_cast<std::int64_t>(blockIdx.x) * Threads + threadIdx.x) * Width;
    if (place >= rowElements) {
        return;
    }
    using Values = Vector<T, Width>;
    const auto values = load<T, Width>(x + y * rowElements + place);
    const std::int64_t left = place / channels * channels + place; // 2 * column * channels + channel
    for (std::int64_t target : {4 * y * rowElements + left, (4 * y + 2) * rowElements + left}) {
        *reinterpret_cast<Values*>(out + target) = values;
        *reinterpret_cast<Values*>(out + target + channels) = values;
    }
}

int widthOf(const Shape& shape) { return VectorBytes / (shape.element == Element::Bf16 ? 2 : 4); }

// Eight rows a thread, but no more blocks than combineSums reads quickly.
int blocksFor(const Shape& shape)
{
    constexpr std::int64_t RowsPerThread = 8, Most = 1056;
    const std::int64_t rows = RowsPerThread * tableOf(static_cast<int>(shape.channels), widthOf(shape)).rows;
    return static_cast<int>(std::min((shape.count + rows - 1) / rows, Most));
}

template <typename T>
RowSums<T> startSums(const Shape& shape, const void* x, std::int64_t groups, float* sums, cudaStream_t stream)
{
    const auto channels = static_cast<int>(shape.channels);
    const int blocks = blocksFor(shape);
    const auto rows = static_cast<std::size_t>(tableOf(channels, widthOf(shape)).rows);
    const std::size_t sharedBytes = rows * 2 * static_cast<std::size_t>(channels) * sizeof(float);
    sumRows<T><<<blocks, Threads, sharedBytes, stream>>>(static_cast<const T*>(x), channels,
                                                         static_cast<int>(shape.count), sums);
    return {static_cast<const T*>(x),
            sums,
            blocks,
            channels,
            channels / static_cast<int>(groups),
            static_cast<double>(shape.count)};
}

template <typename T>
Factors<T> factorsOf(const Shape& shape, const GroupNorm& norm, float* factors)
{
    return {static_cast<const T*>(norm.weight),
            static_cast<const T*>(norm.bias),
            norm.eps,
            static_cast<int>(shape.channels),
            static_cast<int>(shape.channels / norm.groups),
            factors};
}

template <typename T>
void startScale(const Shape& shape, const void* x, const GroupNorm& norm, const float* factors, void* out,
                cudaStream_t stream)
{
    const auto scale = norm.hasSilu ? scaleRows<T, true> : scaleRows<T, false>;
    scale<<<blocksFor(shape), Threads, 0, stream>>>(static_cast<const T*>(x), factors,
                                                    static_cast<int>(shape.channels), static_cast<int>(shape.count),
                                                    static_cast<T*>(out));
}

} // namespace

bool canMoveCells(const Shape& shape, const void* x, const void* out)
{
    const int width = widthOf(shape);
    return shape.channels % width == 0 && shape.channels / width <= Threads
           && reinterpret_cast<std::uintptr_t>(x) % VectorBytes == 0
           && reinterpret_cast<std::uintptr_t>(out) % VectorBytes == 0;
}

std::int64_t groupNormScratch(const Shape& shape) { return 2 * shape.channels * (blocksFor(shape) + 1); }

cudaError_t groupNorm(const Shape& shape, const void* x, const GroupNorm& norm, float* scratch, void* out,
                      cudaStream_t stream)
{
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const auto factors = factorsOf<T>(shape, norm, scratch);
        const auto sums = startSums<T>(shape, x, norm.groups, scratch + 2 * shape.channels, stream);
        combineSums<T><<<static_cast<unsigned>(norm.groups), Threads, 0, stream>>>(sums, factors);
        startScale<T>(shape, x, norm, scratch, out, stream);
        return cudaGetLastError();
    });
}

cudaError_t groupMoments(const Shape& shape, const void* x, std::int64_t groups, float* scratch, float* moments,
                         cudaStream_t stream)
{
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const auto sums = startSums<T>(shape, x, groups, scratch, stream);
        writeMoments<T><<<static_cast<unsigned>(groups), Threads, 0, stream>>>(sums, moments);
        return cudaGetLastError();
    });
}

cudaError_t groupNormOfParts(const Shape& shape, const void* x, const GroupNorm& norm, const PartMoments& parts,
                             float* scratch, void* out, cudaStream_t stream)
{
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        combineParts<T><<<static_cast<unsigned>(norm.groups), WarpSize, 0, stream>>>(
            parts.moments, parts.shares, static_cast<int>(parts.count), factorsOf<T>(shape, norm, scratch));
        startScale<T>(shape, x, norm, scratch, out, stream);
        return cudaGetLastError();
    });
}

cudaError_t upsampleNearest2x(const Shape& shape, std::int64_t width, const void* x, void* out, cudaStream_t stream)
{
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const std::int64_t elementsPerBlock = static_cast<std::int64_t>(Threads) * widthOf(shape);
        const dim3 grid(static_cast<unsigned>((width * shape.channels + elementsPerBlock - 1) / elementsPerBlock),
                        static_cast<unsigned>(shape.count / width));
        upsampleRows<T><<<grid, Threads, 0, stream>>>(static_cast<const T*>(x), static_cast<int>(width),
                                                      static_cast<int>(shape.channels), static_cast<T*>(out));
        return cudaGetLastError();
    });
}

} // namespace genserve::kernels::cuda
