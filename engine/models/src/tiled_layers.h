// Convolutional layers on a feature map that is cut into tiles, so that only a tile's maps lie in memory at once.
//
// Each tile is computed with as much of its surroundings as the layers see, and these are cut off again: no seams and
// nothing to blend. Group norms get the statistics of the whole map, which one pass over all tiles finds for each of
// them; so the result is that of the whole map but for the order of sums, at the price of computing the first layers
// once more for each norm. (diffusers' tiled_decode norms each tile by itself and blends what then differs.)
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace genserve::models {

// What the layers hand on: the map, and the input of the residual connection they are in.
struct TileMaps {
    at::Tensor x, skip;
};

// GroupNorm, then SiLU.
struct TileNorm {
    at::Tensor weight, bias; // [C]
    std::int64_t groups = 1;
    double eps = 0;
};

// One layer: run or, where that is empty, norm.
struct TileStep {
    std::function<void(TileMaps&)> run;
    TileNorm norm;
    // Cells of the output that the surroundings reach into it, and its size relative to the input: 2, 1 or 1/2.
    double reach = 0, scale = 1;
};

// map [1, C, H, W] -> [1, C', H s, W s], s = product of the steps' scales. tile: cells of the result on each axis.
at::Tensor runInTiles(const at::Tensor& map, const std::vector<TileStep>& steps, std::int64_t tile);

} // namespace genserve::models
