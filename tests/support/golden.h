// Stored reference tensors (tests/data/golden) and how far a result is from them.
#pragma once

#include <map>
#include <string>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "base/image.h"

namespace genserve::test {

struct Golden {
    std::map<std::string, at::Tensor> tensors; // in their stored dtype
    nlohmann::json settings;

    const at::Tensor& operator[](const std::string& name) const;
};

// tests/data/golden/<name>.safetensors; throws std::runtime_error when it can't be read.
Golden loadGolden(const std::string& name);

// ||actual - expected|| / ||expected||, in fp64; throws on different shapes.
double relativeError(const at::Tensor& actual, const at::Tensor& expected);

// Of two 8-bit pictures.
int largestDifference(const Image& actual, const at::Tensor& expected); // expected [H, W, 3] uint8
double psnr(const Image& actual, const at::Tensor& expected);           // dB; infinity when equal

} // namespace genserve::test
