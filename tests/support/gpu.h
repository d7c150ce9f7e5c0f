// Tests on a GPU: whether there is one, and how close its results have to be.
#pragma once

#include <string>

#include <ATen/ATen.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <doctest/doctest.h>

#include "golden.h"

namespace genserve::test {

inline bool haveGpu()
{
    const bool have = at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0;
    if (!have) {
        MESSAGE("skipped: no NVIDIA GPU here");
    }
    return have;
}

// Not the current one where there are several, so that an operator has to look at its tensors.
inline at::Device lastGpu()
{
    return {at::kCUDA, static_cast<at::DeviceIndex>(at::detail::getCUDAHooks().deviceCount() - 1)};
}

// One rounding to the dtype: bf16 has eight significant bits.
inline double tolerance(at::ScalarType dtype) { return dtype == at::kBFloat16 ? 3.9e-3 : 3e-6; }

inline at::Tensor random(at::IntArrayRef shape, at::ScalarType dtype) { return (at::randn(shape) * 2 + 0.5).to(dtype); }

inline at::Tensor inDouble(const at::Tensor& tensor) { return tensor.to(at::kDouble); }

inline std::string nameOf(at::ScalarType dtype) { return at::toString(dtype); }

inline void checkClose(const at::Tensor& actual, const at::Tensor& expected, at::ScalarType dtype)
{
    REQUIRE(actual.scalar_type() == dtype);
    REQUIRE(actual.sizes() == expected.sizes());
    CHECK((expected.numel() == 0 ? 0 : relativeError(actual, expected.cpu())) < tolerance(dtype));
}

} // namespace genserve::test
