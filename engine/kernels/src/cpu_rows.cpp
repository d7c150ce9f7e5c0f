#include "cpu_rows.h"

#include <cmath>

// The compiler vectorises each loop for these instruction sets and the loader picks one at start. Off under
// sanitizers, whose runtime is not ready when the loader asks.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) \
    && !defined(__SANITIZE_THREAD__)
#define GENSERVE_SIMD_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GENSERVE_SIMD_CLONES
#endif

namespace genserve::kernels::cpu_rows {

GENSERVE_SIMD_CLONES
void layerNormModulate(const float* x, const float* __restrict scale, const float* __restrict shift, float* out,
                       std::int64_t channels, float eps)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t c = 0; c < channels; ++c) {
        sum += x[c];
    }
    const float mean = sum / static_cast<float>(channels);
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (std::int64_t c = 0; c < channels; ++c) {
        squares += (x[c] - mean) * (x[c] - mean);
    }
    const float rstd = 1.0f / std::sqrt(squares / static_cast<float>(channels) + eps);
#pragma omp simd
    for (std::int64_t c = 0; c < channels; ++c) {
        out[c] = (x[c] - mean) * rstd * (1.0f + scale[c]) + shift[c];
    }
}

GENSERVE_SIMD_CLONES
void gatedResidual(float* __restrict x, const float* __restrict gate, const float* __restrict y, std::int64_t channels)
{
#pragma omp simd
    for (std::int64_t c = 0; c < channels; ++c) {
        x[c] += gate[c] * y[c];
    }
}

GENSERVE_SIMD_CLONES
void normRope(float* __restrict x, const float* __restrict weight, const float* __restrict cos,
              const float* __restrict sin, std::int64_t heads, std::int64_t dim, float eps)
{
    for (std::int64_t head = 0; head < heads; ++head, x += dim) {
        float squares = 0;
#pragma omp simd reduction(+ : squares)
        for (std::int64_t d = 0; d < dim; ++d) {
            squares += x[d] * x[d];
        }
        const float rstd = 1.0f / std::sqrt(squares / static_cast<float>(dim) + eps);
#pragma omp simd
        for (std::int64_t pair = 0; pair < dim / 2; ++pair) {
            const float even = x[2 * pair] * rstd * weight[2 * pair];
            const float odd = x[2 * pair + 1] * rstd * weight[2 * pair + 1];
            x[2 * pair] = even * cos[pair] - odd * sin[pair];
            x[2 * pair + 1] = odd * cos[pair] + even * sin[pair];
        }
    }
}

} // namespace genserve::kernels::cpu_rows
