#include "workload.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "pipeline/flow_match_scheduler.h"

namespace genserve::runtime {
namespace {

namespace fs = std::filesystem;

// Of a file, or of the weights in a component's folder; 0 where there are none, which loading will report.
std::int64_t weightBytes(const fs::path& location)
{
    std::error_code fault;
    if (!fs::is_directory(location, fault)) {
        const auto size = fs::file_size(location, fault);
        return fault ? 0 : static_cast<std::int64_t>(size);
    }
    std::int64_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(location, fault)) {
        if (entry.path().extension() == ".safetensors") {
            const auto size = entry.file_size(fault);
            bytes += fault ? 0 : static_cast<std::int64_t>(size);
        }
    }
    return bytes;
}

std::int64_t onGrid(std::int64_t pixels, std::int64_t grid) { return (pixels + grid - 1) / grid * grid; }

void addAdapters(const pipeline::ResolvedRequest& request, const ModelSize& size, Workload& work)
{
    constexpr std::int64_t StoredBytes = 2; // a parameter; almost all nets are stored in 16 bits
    for (const auto& lora : request.loras) {
        work.adapterBytes += weightBytes(lora.file);
    }
    for (const auto& net : request.controlNets) {
        const std::int64_t bytes = weightBytes(net.location);
        work.adapterBytes += bytes;
        work.controlParameters += bytes / StoredBytes;
    }
    const std::int64_t block = std::max<std::int64_t>(size.doubleBlock + size.doubleModulation, 1);
    work.controlBlocks = (work.controlParameters + block - 1) / block;
}

} // namespace

Workload workloadOf(const pipeline::ResolvedRequest& request, const ModelSize& size)
{
    Workload work;
    std::int64_t width = request.width, height = request.height;
    if (request.onlyMasked) {
        width = height = std::lround(std::sqrt(static_cast<double>(request.workPixels)));
    }
    work.width = onGrid(width, size.grid);
    work.height = onGrid(height, size.grid);
    work.textTokens = request.maxSequenceLength;
    const bool startsFromPicture = request.mode == Mode::ImageToImage || request.mode == Mode::Fill
                                   || (request.mode == Mode::ControlNet && request.input != nullptr);
    work.steps = request.steps - (startsFromPicture ? pipeline::firstStep(request.steps, request.strength) : 0);
    work.passes = request.useTrueCfg ? 2 : 1;
    work.reusesSteps = request.stepCache != StepCache::Off;
    work.encodedPictures = (startsFromPicture ? 1 : 0) + (request.control != nullptr ? 1 : 0)
                           + static_cast<int>(request.controlNets.size());
    addAdapters(request, size, work);
    return work;
}

} // namespace genserve::runtime
