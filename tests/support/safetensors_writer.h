// Writes small safetensors files for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "temporary_folder.h"

namespace genserve::testing {

struct TensorBytes {
    std::string name;
    std::string dtype;
    std::vector<std::int64_t> shape;
    std::string bytes;
};

// `json` with its length before it and `data` behind it, whether they make sense or not.
inline std::string safetensorsText(const std::string& json, const std::string& data)
{
    std::string text;
    for (int i = 0; i < 8; ++i) {
        text += static_cast<char>(json.size() >> (8 * i) & 0xFF);
    }
    return text + json + data;
}

inline void writeText(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

inline void writeSafetensors(const std::filesystem::path& path, const std::vector<TensorBytes>& tensors)
{
    std::string json = "{";
    std::string data;
    for (const TensorBytes& tensor : tensors) {
        std::string shape;
        for (const std::int64_t dimension : tensor.shape) {
            shape.append(shape.empty() ? "" : ",").append(std::to_string(dimension));
        }
        json.append(json.size() > 1 ? ",\"" : "\"").append(tensor.name);
        json.append("\":{\"dtype\":\"").append(tensor.dtype).append("\",\"shape\":[").append(shape);
        json.append("],\"data_offsets\":[").append(std::to_string(data.size())).append(",");
        json.append(std::to_string(data.size() + tensor.bytes.size())).append("]}");
        data += tensor.bytes;
    }
    writeText(path, safetensorsText(json + "}", data));
}

} // namespace genserve::testing
