// The fp32 inner loops of the fused CPU operators: plain pointers, one token row a call, no libtorch.
#pragma once

#include <cstdint>

namespace genserve::kernels::cpu_rows {

// out = LN(x) * (1 + scale) + shift; all [channels]; out may be x.
void layerNormModulate(const float* x, const float* scale, const float* shift, float* out, std::int64_t channels,
                       float eps);

// x += gate * y; all [channels].
void gatedResidual(float* x, const float* gate, const float* y, std::int64_t channels);

// x [heads, dim] in place: RMS norm per head times weight [dim], then rotation by cos, sin [dim / 2].
void normRope(float* x, const float* weight, const float* cos, const float* sin, std::int64_t heads, std::int64_t dim,
              float eps);

} // namespace genserve::kernels::cpu_rows
