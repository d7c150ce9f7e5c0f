// The tensors of one component (transformer, vae, ...), wherever they are stored, under the names of diffusers.
//
// A layout (one file, shards with an index, part of an all-in-one file, BFL's names) is turned into this table; the
// networks know only diffusers' names. A stored tensor is a list of byte ranges, so that a row slice of a fused
// tensor or swapped halves are read straight from the file, without a copy of the whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "weights/dtype.h"
#include "weights/file_stamp.h"

namespace genserve::weights {

struct Segment {
    std::uint32_t file = 0;   // index into Checkpoint::files
    std::uint64_t offset = 0; // bytes from the start of that file
    std::uint64_t bytes = 0;
};

// One number by which all elements of a float8 tensor are multiplied once they are converted.
struct StoredScale {
    Dtype dtype = Dtype::F32; // a floating-point type
    Segment segment;
};

struct StoredTensor {
    Dtype dtype = Dtype::F32;
    std::vector<std::int64_t> shape;
    std::vector<Segment> segments;                   // in row order; their bytes add up to the tensor's
    std::optional<StoredScale> scale = std::nullopt; // of ComfyUI's scaled float8
};

struct Checkpoint {
    std::vector<std::filesystem::path> files;
    std::vector<FileStamp> stamps; // of files, when their headers were read; load() refuses a file changed since
    std::map<std::string, StoredTensor> tensors;

    // nullptr where there is no such tensor.
    [[nodiscard]] const StoredTensor* find(const std::string& name) const;
    [[nodiscard]] bool contains(const std::string& name) const { return find(name) != nullptr; }
};

// One safetensors file, names as they stand in it.
Expected<Checkpoint> openFile(const std::filesystem::path& file);

// A component folder of a diffusers directory: `<stem>.safetensors`, or `<stem>.safetensors.index.json` with its
// shards, where stem is "diffusion_pytorch_model" or "model". A missing shard, a tensor that the index promises and
// its shard lacks, or a shard name that leaves the folder is an error that names it.
Expected<Checkpoint> openFolder(const std::filesystem::path& folder);

} // namespace genserve::weights
