// Convolutional layers on a feature map whose rows a team shares.
//
// A layer that looks over the edge of a member's rows gets one row more of its neighbours; norms get the statistics of
// the whole map. So the result is that of the whole map but for the order of sums.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "kernels/team.h"
#include "tiled_layers.h"

namespace genserve::models {

// own [1, C, h, W]: this member's rows, kernels::shareOf() of `height`, which is at least the number of members. steps:
// with a reach of one at most, that make the map larger or leave its size. The whole result for the first member;
// undefined for the others.
at::Tensor runInTeam(const at::Tensor& own, std::int64_t height, const std::vector<TileStep>& steps,
                     kernels::TeamMember& member);

} // namespace genserve::models
