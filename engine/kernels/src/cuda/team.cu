// Members of a team write what they have for each other straight into the other's memory, over NVLink where there is
// one: stores need no answer, so that they stream. A signal behind them is a store with release semantics for the
// whole system, one flag a sender, so that nobody's flag is written by two.
#include "team.h"
#include "head_rotation.cuh"

namespace genserve::kernels::cuda {
namespace {

constexpr int Threads = 256;
constexpr int Batch = 5; // heads that a thread reads at once: all of FLUX.1's 3 * 24 in bf16
constexpr int RowsOfBlock = 6;
constexpr unsigned PollsBetweenLooks = 512;

template <typename T>
struct Gift {
    const T* qkv;
    std::int64_t stride;
    const T* normQ;
    const T* normK;
    const float* cos;
    const float* sin;
    int heads, dim;
    float eps;
    HeadTargets targets;
};

// Where element `column` of a head of this block's token goes; slot = part * heads + head.
template <typename T>
__device__ T* placeOf(const Gift<T>& gift, int slot, int column)
{
    const int part = slot / gift.heads;
    const int head = slot % gift.heads;
    int member = 0;
    while (head >= gift.targets.firstHead[member + 1]) {
        ++member;
    }
    const int own = gift.targets.firstHead[member + 1] - gift.targets.firstHead[member];
    const std::int64_t row = (static_cast<std::int64_t>(blockIdx.x) * 3 + part) * own;
    return static_cast<T*>(gift.targets.rows[member]) + (row + head - gift.targets.firstHead[member]) * gift.dim
           + column;
}

// One block a token; threads as in qkNormRopeVectors.
template <typename T, int Width>
__global__ void __launch_bounds__(Threads) giveHeadsRotated(const __grid_constant__ Gift<T> gift)
{
    const int lanes = gift.dim / Width;
    const int slots = Threads / lanes;
    const int slot = static_cast<int>(threadIdx.x) / lanes;
    const int column = static_cast<int>(threadIdx.x) % lanes * Width;
    const std::int64_t angle = static_cast<std::int64_t>(blockIdx.x) * (gift.dim / 2) + column / 2;
    const auto cos = load<float, Width / 2>(gift.cos + angle);
    const auto sin = load<float, Width / 2>(gift.sin + angle);
    const T* const token = gift.qkv + blockIdx.x * gift.stride + column;
    for (int first = slot; first < 3 * gift.heads + slot; first += Batch * slots) {
        Vector<T, Width> read[Batch];
#pragma unroll
        for (int k = 0; k < Batch; ++k) {
            const int head = first + k * slots;
            read[k] = head < 3 * gift.heads ? load<T, Width>(token + head * gift.dim) : Vector<T, Width>{};
        }
#pragma unroll
        for (int k = 0; k < Batch; ++k) {
            const int head = first + k * slots;
            float squares = 0;
#pragma unroll
            for (int i = 0; i < Width; ++i) {
                squares += toFloat(read[k].values[i]) * toFloat(read[k].values[i]);
            }
            const float rstd = rsqrtf(sumOfLanes(squares, lanes) / static_cast<float>(gift.dim) + gift.eps);
            if (head >= 3 * gift.heads) {
                continue;
            }
            T* const place = placeOf(gift, head, column);
            if (head >= 2 * gift.heads) {
                *reinterpret_cast<Vector<T, Width>*>(place) = read[k];
                continue;
            }
            const T* const norm = head < gift.heads ? gift.normQ : gift.normK;
            float values[Width];
            normRope<T, Width>(values, read[k], rstd, load<T, Width>(norm + column), cos, sin);
            store<T, Width>(place, values);
        }
    }
}

template <typename T>
__global__ void __launch_bounds__(Threads) giveHeadsPlain(const __grid_constant__ Gift<T> gift)
{
    const T* const token = gift.qkv + blockIdx.x * gift.stride;
    for (int i = static_cast<int>(threadIdx.x); i < 3 * gift.heads * gift.dim; i += Threads) {
        *placeOf(gift, i / gift.dim, i % gift.dim) = token[i];
    }
}

template <typename T>
bool fitsVectors(const Gift<T>& gift)
{
    constexpr int Width = VectorBytes / sizeof(T);
    const int lanes = gift.dim / Width;
    bool isFit = isAligned<T>(gift.qkv, gift.stride, gift.dim) && isAligned<T>(gift.normQ, 0, gift.dim)
                 && isAligned<T>(gift.normK, 0, gift.dim) && isAligned<float>(gift.cos, 0, gift.dim / 2)
                 && isAligned<float>(gift.sin, 0, gift.dim / 2) && lanes <= WarpSize && (lanes & (lanes - 1)) == 0;
    for (int member = 0; member < gift.targets.members; ++member) {
        isFit = isFit && isAligned<T>(gift.targets.rows[member], 0, gift.dim);
    }
    return isFit;
}

// One block some rows; a thread's loads are under way before its first store.
template <typename T, int Width>
__global__ void __launch_bounds__(Threads) giveRowsKernel(const __grid_constant__ RowTargets targets, int channels)
{
    const int vectors = channels / Width; // a row
    const std::int64_t firstRow = static_cast<std::int64_t>(blockIdx.x) * RowsOfBlock;
    const std::int64_t left = targets.firstRow[targets.members] - firstRow;
    const int all = vectors * static_cast<int>(left < RowsOfBlock ? left : RowsOfBlock);
    for (int base = static_cast<int>(threadIdx.x); base < all; base += Batch * Threads) {
        Vector<T, Width> read[Batch];
        T* to[Batch];
#pragma unroll
        for (int k = 0; k < Batch; ++k) {
            const int index = base + k * Threads;
            to[k] = nullptr;
            if (index < all) {
                const std::int64_t row = firstRow + index / vectors;
                const int column = index % vectors * Width;
                int member = 0;
                while (row >= targets.firstRow[member + 1]) {
                    ++member;
                }
                const std::int64_t own = row - targets.firstRow[member];
                read[k] = load<T, Width>(static_cast<const T*>(targets.from[member])
                                         + own * targets.fromStride[member] + column);
                to[k] = static_cast<T*>(targets.to[member]) + own * targets.toStride[member] + column;
            }
        }
#pragma unroll
        for (int k = 0; k < Batch; ++k) {
            if (to[k] != nullptr) {
                *reinterpret_cast<Vector<T, Width>*>(to[k]) = read[k];
            }
        }
    }
}

__global__ void signalKernel(const __grid_constant__ FlagTable table)
{
    const int member = static_cast<int>(threadIdx.x);
    unsigned* const count = table.flags[table.rank] + table.members;
    const unsigned next = *count + 1;
    __syncthreads();
    __threadfence_system();
    asm volatile("st.release.sys.global.u32 [%0], %1;" ::"l"(table.flags[member] + table.rank), "r"(next) : "memory");
    if (member == 0) {
        *count = next;
    }
}

__device__ unsigned long long nanoseconds()
{
    unsigned long long now = 0;
    asm volatile("mov.u64 %0, %globaltimer;" : "=l"(now));
    return now;
}

__global__ void awaitKernel(unsigned* flags, int members, int* word, unsigned long long patienceNs)
{
    const unsigned* const flag = flags + threadIdx.x;
    volatile unsigned* const hasGivenUp = flags + members + 1;
    volatile int* const hostWord = word;
    const unsigned awaited = flags[members];
    if (*hasGivenUp != 0) {
        return;
    }
    const unsigned long long start = nanoseconds();
    for (unsigned polls = 1;; ++polls) {
        unsigned seen = 0;
        asm volatile("ld.acquire.sys.global.u32 %0, [%1];" : "=r"(seen) : "l"(flag) : "memory");
        if (static_cast<int>(seen - awaited) >= 0) {
            return;
        }
        if (polls % PollsBetweenLooks == 0) {
            const bool isLate = nanoseconds() - start > patienceNs;
            if (isLate) {
                *hostWord = 1;
            }
            if (isLate || *hostWord != 0) {
                *hasGivenUp = 1;
                __threadfence_system();
                return;
            }
        }
    }
}

} // namespace

cudaError_t giveHeads(const Shape& shape, ConstRows qkv, const QkHeads& heads, float eps, const HeadTargets& targets,
                      cudaStream_t stream)
{
    if (shape.count == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        const Gift<T> gift{static_cast<const T*>(qkv.data),
                           qkv.stride,
                           static_cast<const T*>(heads.normQ),
                           static_cast<const T*>(heads.normK),
                           heads.cos,
                           heads.sin,
                           static_cast<int>(heads.heads),
                           static_cast<int>(heads.dim),
                           eps,
                           targets};
        const auto tokens = static_cast<unsigned>(shape.count);
        if (heads.cos == nullptr) {
            giveHeadsPlain<T><<<tokens, Threads, 0, stream>>>(gift);
        } else if (fitsVectors(gift)) {
            giveHeadsRotated<T, VectorBytes / sizeof(T)><<<tokens, Threads, 0, stream>>>(gift);
        } else {
            return cudaErrorNotSupported;
        }
        return cudaGetLastError();
    });
}

cudaError_t giveRows(const Shape& shape, const RowTargets& targets, cudaStream_t stream)
{
    if (shape.count == 0 || shape.channels == 0) {
        return cudaSuccess;
    }
    return withElement(shape.element, [&](auto element) {
        using T = decltype(element);
        constexpr int Width = VectorBytes / sizeof(T);
        bool isFit = true;
        for (int i = 0; i < targets.members; ++i) {
            isFit = isFit && isAligned<T>(targets.from[i], targets.fromStride[i], shape.channels)
                    && isAligned<T>(targets.to[i], targets.toStride[i], shape.channels);
        }
        const auto blocks = static_cast<unsigned>((shape.count + RowsOfBlock - 1) / RowsOfBlock);
        const auto channels = static_cast<int>(shape.channels);
        if (isFit) {
            giveRowsKernel<T, Width><<<blocks, Threads, 0, stream>>>(targets, channels);
        } else {
            giveRowsKernel<T, 1><<<blocks, Threads, 0, stream>>>(targets, channels);
        }
        return cudaGetLastError();
    });
}

cudaError_t signalTeam(const FlagTable& table, cudaStream_t stream)
{
    signalKernel<<<1, static_cast<unsigned>(table.members), 0, stream>>>(table);
    return cudaGetLastError();
}

cudaError_t awaitTeam(unsigned* flags, int members, int* word, unsigned long long patienceNs, cudaStream_t stream)
{
    awaitKernel<<<1, static_cast<unsigned>(members), 0, stream>>>(flags, members, word, patienceNs);
    return cudaGetLastError();
}

} // namespace genserve::kernels::cuda
