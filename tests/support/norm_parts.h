// GroupNorm with SiLU of a map whose rows of cells lie in parts.
#pragma once

#include <vector>

#include <ATen/ATen.h>

#include "kernels/group_norm.h"

namespace genserve::test {

// x [1, C, H, W], cut after these rows. The parts' results, put together again.
inline at::Tensor normSiluInParts(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight,
                                  const at::Tensor& bias, double eps, const std::vector<std::int64_t>& cuts)
{
    const std::vector<at::Tensor> parts = x.tensor_split(cuts, 2);
    std::vector<at::Tensor> moments;
    std::vector<float> shares;
    for (const at::Tensor& part : parts) {
        moments.push_back(kernels::groupMoments(part, groups));
        shares.push_back(static_cast<float>(part.size(2)) / static_cast<float>(x.size(2)));
    }
    const at::Tensor out = at::empty_like(x);
    const std::vector<at::Tensor> targets = out.tensor_split(cuts, 2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        kernels::groupNormSiluTo(targets[i], parts[i], at::stack(moments), at::tensor(shares).to(x.device()), weight,
                                 bias, eps);
    }
    return out;
}

} // namespace genserve::test
