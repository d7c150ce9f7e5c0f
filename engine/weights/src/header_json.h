// The JSON of a safetensors header, read in one pass without building a tree: a hostile header of 100 MB would
// otherwise become gigabytes.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace genserve::weights {

// A tensor as the header describes it; nothing is checked but the JSON types.
struct DeclaredTensor {
    std::string dtype;
    std::vector<std::uint64_t> shape;       // at most MaxRank
    std::vector<std::uint64_t> dataOffsets; // two: begin and end, from the end of the header on
};

struct DeclaredHeader {
    std::map<std::string, DeclaredTensor> tensors;
    std::map<std::string, std::string> metadata;
};

inline constexpr std::size_t MaxRank = 8;
inline constexpr std::size_t MaxTensors = 100'000;
inline constexpr std::size_t MaxMetadataEntries = 10'000;

// `json` must begin with '{'. Fields that the format does not know are skipped, as the reference does.
Expected<DeclaredHeader> parseHeaderJson(std::span<const std::uint8_t> json);

} // namespace genserve::weights
