// What a picture will take before it is made: memory by memory plan, and work. Plain arithmetic on sizes, no device and
// no tensor, a few microseconds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/generation.h"
#include "base/memory_plan.h"

namespace genserve::runtime {

enum class DeviceKind { Cpu, Cuda };

// What a CUDA context with the kernels of cuBLAS, cuBLASLt and cuDNN takes beside what is allocated.
constexpr std::int64_t CudaContextBytes = std::int64_t{640} << 20;

// What of a request counts: all in pixels on the model's grid and tokens.
struct Workload {
    std::int64_t width = 0, height = 0;
    std::int64_t textTokens = 512;
    int steps = 1;            // that are run
    int passes = 1;           // of the transformer a step: 2 with true CFG
    bool reusesSteps = false; // a step cache keeps tokens of the last full one
    int encodedPictures = 0;
    // LoRAs and ControlNets: bytes that lie on the device; of the nets, how many blocks they have and parameters.
    std::int64_t adapterBytes = 0, controlBlocks = 0, controlParameters = 0;
};

// Bytes on the device while a picture is made in one way.
struct Forecast {
    MemoryPlan plan;
    std::int64_t weights = 0;    // resident ones, and the places of those that come and go
    std::int64_t denoise = 0;    // what a step needs besides
    std::int64_t decode = 0;     // what the autoencoder needs besides
    std::int64_t text = 0;       // what encoding a prompt needs besides
    std::int64_t workspaces = 0; // of GEMMs and convolutions
    std::int64_t reserve = 0;    // what the device's libraries take beside what is allocated
    std::int64_t hostBytes = 0;  // weights that wait in (pinned) host memory
    bool operator==(const Forecast&) const = default;

    [[nodiscard]] std::int64_t peak() const;
    // The peak without what the device's libraries take beside what is allocated.
    [[nodiscard]] std::int64_t allocated() const;
};

// The ways to make the picture within `budget` bytes, from the fastest to the smallest; each needs less than the one
// before it. Empty where none fits. budget 0: no limit, all of them.
std::vector<Forecast> forecasts(const ModelSize& size, const Workload& work, Precision precision, DeviceKind device,
                                std::int64_t budget);

// The one way that needs least, whether it fits or not.
Forecast smallest(const ModelSize& size, const Workload& work, Precision precision, DeviceKind device);

// Work in TFLOP: what the time of a picture grows with, besides loading.
double teraflops(const ModelSize& size, const Workload& work);

// What would fit where the work does not; may be nothing.
struct Remedy {
    int width = 0, height = 0; // px, of the same work otherwise; 0: no size
    bool isFloat8 = false;     // the same work, with that precision
    bool operator==(const Remedy&) const = default;
};
Remedy remedyFor(const ModelSize& size, const Workload& work, Precision precision, DeviceKind device,
                 std::int64_t budget, bool mayUseFloat8);

// A sentence without full stop: "768 x 768 would fit, or precision fp8"; "no size of this model would fit".
std::string describe(const Remedy& remedy);

// "7.9 GB", of 2^30 bytes.
std::string gigabytes(std::int64_t bytes);

} // namespace genserve::runtime
