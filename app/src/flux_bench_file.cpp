#include "flux_bench_file.h"

#include <string>
#include <system_error>

#include <unistd.h>

namespace genserve::app {

namespace fs = std::filesystem;

FluxBenchFile::FluxBenchFile()
{
    std::error_code error;
    auto folder = fs::temp_directory_path(error);
    m_path = (error ? fs::path("/tmp") : std::move(folder)) / ("genserve-bench-" + std::to_string(::getpid()));
}

FluxBenchFile::~FluxBenchFile()
{
    std::error_code ignored;
    fs::remove(m_path, ignored);
}

} // namespace genserve::app
