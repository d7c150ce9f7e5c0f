// What a request will take on a device, told beside the workers: a picture may keep those busy for a minute.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/engine.h"

namespace genserve::app {

struct MemoryExpectation {
    bool fits = true;
    std::string plan;           // "resident", "12 blocks streamed", ...
    std::int64_t bytes = 0;     // at its most; where it does not fit: the least that it needs
    runtime::Remedy remedy;     // where it does not fit: what would
    std::int64_t available = 0; // bytes; 0 = not known
};

// Thread-safe; a call may wait for another one, which takes microseconds, or milliseconds for a model seen first.
class Planner {
public:
    // The options of the workers' engines.
    explicit Planner(runtime::EngineOptions options) : m_options(std::move(options)) {}

    // TFLOP, with which the time of a picture grows; 0 where it can't be told.
    double work(const GenerationRequest& request);

    // gpuId: "cpu", "cuda:0". heldBytes: what the worker's models take there, which it would give back. A request with
    // faults fits: its faults are told elsewhere.
    MemoryExpectation expect(const GenerationRequest& request, const std::string& gpuId, std::int64_t heldBytes);

    // FLUX.1-dev's usual picture, whether it is installed or not.
    MemoryExpectation expectFluxDev(const std::string& gpuId);

    // All that the model of the request says against it, or the size of its picture.
    Expected<runtime::Engine::PictureSize> check(const GenerationRequest& request);

    // How much of a LoRA's file fits the model. Reads headers only.
    Expected<LoraReport> loraReport(const std::filesystem::path& lora, const std::string& modelId);

    void setModelFolders(std::vector<std::filesystem::path> folders);

private:
    runtime::Engine* engineOf(const std::string& gpuId); // nullptr where the device is not there

    std::mutex m_mutex;
    runtime::EngineOptions m_options;
    std::map<std::string, std::unique_ptr<runtime::Engine>> m_engines; // never make a picture
};

} // namespace genserve::app
