// The file that holds the numbers of `genserve bench flux`'s random weights, in the folder for temporary files.
#pragma once

#include <filesystem>

namespace genserve::app {

// A name that no other process uses; the file, if there is one, goes with its owner.
class FluxBenchFile {
public:
    FluxBenchFile();
    ~FluxBenchFile();
    FluxBenchFile(const FluxBenchFile&) = delete;
    FluxBenchFile& operator=(const FluxBenchFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace genserve::app
