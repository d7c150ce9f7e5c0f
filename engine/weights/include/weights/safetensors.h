// Reader of the safetensors header: everything in the file is hostile until checked here.
//
// Format: 8 bytes little-endian header length, a JSON object of that length, then the tensors' bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "weights/dtype.h"

namespace genserve::weights {

struct TensorRecord {
    Dtype dtype = Dtype::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0; // bytes from the start of the file
    std::uint64_t bytes = 0;
};

struct SafetensorsHeader {
    std::map<std::string, TensorRecord> tensors;
    std::map<std::string, std::string> metadata;
};

// Checks the length, the JSON (depth, duplicate keys), every dtype, shape, product and range, that ranges neither
// overlap nor leave the file, and that the bytes of the shape equal the range. `file` begins with the 8 length bytes
// and holds at least the header; fileBytes is the size of the whole file. Errors name the tensor.
Expected<SafetensorsHeader> parseSafetensorsHeader(std::span<const std::uint8_t> file, std::uint64_t fileBytes);

// Reads no more than the header (at most 100 MB as in the reference implementation). Errors name the file.
Expected<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path);

} // namespace genserve::weights
