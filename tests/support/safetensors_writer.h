// Writes small safetensors files for tests, and a folder for them that vanishes with its owner.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::testing {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "genserve-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("no temporary folder " + name);
        }
        m_path = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return m_path / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

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
