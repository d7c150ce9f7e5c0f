// A query's or key's norm and rotation, by whoever holds a part of it.
#pragma once

#include "vectors.cuh"

namespace genserve::kernels::cuda {

// One head's vector of this thread: normalised and rotated.
template <typename T, int Width>
__device__ void normRope(float (&values)[Width], const Vector<T, Width>& read, float rstd,
                         const Vector<T, Width>& weight, const Vector<float, Width / 2>& cos,
                         const Vector<float, Width / 2>& sin)
{
#pragma unroll
    for (int i = 0; i < Width; i += 2) {
        const float even = toFloat(read.values[i]) * rstd * toFloat(weight.values[i]);
        const float odd = toFloat(read.values[i + 1]) * rstd * toFloat(weight.values[i + 1]);
        values[i] = even * cos.values[i / 2] - odd * sin.values[i / 2];
        values[i + 1] = odd * cos.values[i / 2] + even * sin.values[i / 2];
    }
}

} // namespace genserve::kernels::cuda
