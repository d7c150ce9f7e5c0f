// RMS norm of queries and keys per head, then rotary position embedding, in place on rows of a projection.
//
// One block a token. A head of the fast kernel belongs to dim / Width neighbouring threads, 16 bytes each: 16 threads
// for 128 bf16 values. Their cos and sin stay in registers for all heads of the token. Bytes moved: q and k, read and
// written once.
#include "head_rotation.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 256;
constexpr int Batch = 3; // heads that a thread reads at once: all of FLUX.1's 2 * 24 in bf16

template <typename T>
struct Operands {
    T* qkv;
    std::int64_t stride;
    const T* normQ;
    const T* normK;
    const float* cos;
    const float* sin;
    int heads, dim;
    float eps;
};

template <typename T, int Width>
__global__ void __launch_bounds__(Threads) qkNormRopeVectors(Operands<T> operands)
{
    const int lanes = operands.dim / Width; // threads a head, a power of two up to 32
    const int slots = Threads / lanes;      // heads at a time
    const int slot = static_cast<int>(threadIdx.x) / lanes;
    const int column = static_cast<int>(threadIdx.x) % lanes * Width;
    const std::int64_t angle = static_cast<std::int64_t>(blockIdx.x) * (operands.dim / 2) + column / 2;
    const auto cos = load<float, Width / 2>(operands.cos + angle);
    const auto sin = load<float, Width / 2>(operands.sin + angle);
    T* const token = operands.qkv + blockIdx.x * operands.stride + column;
    for (int first = slot; first < 2 * operands.heads + slot; first += Batch * slots) {
        // All loads are under way before the first store, which the compiler could not move them across.
        Vector<T, Width> read[Batch];
#pragma unroll
        for (int k = 0; k < Batch; ++k) {
            const int head = first + k * slots;
            read[k] = head < 2 * operands.heads ? load<T, Width>(token + head * operands.dim) : Vector<T, Width>{};
        }
#pragma unroll
        for (int k = 0; k < Batch; ++k) {
            const int head = first + k * slots;
            float squares = 0;
#pragma unroll
            for (int i = 0; i < Width; ++i) {
                squares += toFloat(read[k].values[i]) * toFloat(read[k].values[i]);
            }
            const float rstd = rsqrtf(sumOfLanes(squares, lanes) / static_cast<float>(operands.dim) + operands.eps);
            const T* const norm = head < operands.heads ? operands.normQ : operands.normK;
            float values[Width];
            normRope<T, Width>(values, read[k], rstd, load<T, Width>(norm + column), cos, sin);
            if (head < 2 * operands.heads) {
                store<T, Width>(token + head * operands.dim, values);
            }
        }
    }
}

// Heads of any even size and alignment: one warp a head, pair by pair.
template <typename T>
__global__ void __launch_bounds__(Threads) qkNormRopePairs(Operands<T> operands)
{
    const int lane = static_cast<int>(threadIdx.x) % WarpSize;
    const int pairs = operands.dim / 2;
    const std::int64_t angle = static_cast<std::int64_t>(blockIdx.x) * pairs;
    for (int head = static_cast<int>(threadIdx.x) / WarpSize; head < 2 * operands.heads; head += Threads / WarpSize) {
        T* const x = operands.qkv + blockIdx.x * operands.stride + head * operands.dim;
        float squares = 0;
        for (int i = lane; i < operands.dim; i += WarpSize) {
            squares += toFloat(x[i]) * toFloat(x[i]);
        }
        // Every lane has read its part before the first one writes, since the sum needs all of them.
        const float rstd = rsqrtf(sumOfLanes(squares, WarpSize) / static_cast<float>(operands.dim) + operands.eps);
        const T* const norm = head < operands.heads ? operands.normQ : operands.normK;
        for (int pair = lane; pair < pairs; pair += WarpSize) {
            const float even = toFloat(x[2 * pair]) * rstd * toFloat(norm[2 * pair]);
            const float odd = toFloat(x[2 * pair + 1]) * rstd * toFloat(norm[2 * pair + 1]);
            const float c = operands.cos[angle + pair];
            const float s = operands.sin[angle + pair];
            x[2 * pair] = fromFloat<T>(even * c - odd * s);
            x[2 * pair + 1] = fromFloat<T>(odd * c + even * s);
        }
    }
}

template <typename T>
bool fitsVectors(const Operands<T>& operands)
{
    constexpr int Width = VectorBytes / sizeof(T);
    const int lanes = operands.dim / Width;
    return isAligned<T>(operands.qkv, operands.stride, operands.dim) && isAligned<T>(operands.normQ, 0, operands.dim)
           && isAligned<T>(operands.normK, 0, operands.dim) && isAligned<float>(operands.cos, 0, operands.dim / 2)
           && isAligned<float>(operands.sin, 0, operands.dim / 2) && lanes <= WarpSize && (lanes & (lanes - 1)) == 0;
}

} // namespace

cudaError_t qkNormRope(const Shape& shape, Rows qkv, const QkHeads& heads, float eps, cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const Operands<T> operands{static_cast<T*>(qkv.data),
                                   qkv.stride,
                                   static_cast<const T*>(heads.normQ),
                                   static_cast<const T*>(heads.normK),
                                   heads.cos,
                                   heads.sin,
                                   static_cast<int>(heads.heads),
                                   static_cast<int>(heads.dim),
                                   eps};
        const auto tokens = static_cast<unsigned>(shape.count);
        if (fitsVectors(operands)) {
            qkNormRopeVectors<T, VectorBytes / sizeof(T)><<<tokens, Threads, 0, stream>>>(operands);
        } else {
            qkNormRopePairs<T><<<tokens, Threads, 0, stream>>>(operands);
        }
        return cudaGetLastError();
    });
}

} // namespace genserve::kernels::cuda
