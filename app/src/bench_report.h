// The figures of `genserve bench` and how they are shown.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/generation.h"

namespace genserve::app {

struct BenchTimes {
    StageSeconds stages;
    double step = 0;    // seconds per denoising step
    double picture = 0; // seconds from the request to the picture, without loading the model
};

struct BenchReport {
    std::string device, deviceName, modelId;
    Precision precision = Precision::Float32;
    int threads = 0;
    int width = 0, height = 0, steps = 0;
    int stepsReused = 0;             // by a step cache, in the last run
    BenchTimes first;                // the run that loads the model
    std::vector<BenchTimes> repeats; // the runs after it
    std::int64_t peakBytes = 0;      // of the device's memory in the runs after it; 0 = not known
    std::int64_t forecastBytes = 0;  // what these were forecast to take of it
    std::string memoryPlan;          // in words
    std::string pictureHash;         // SHA-256 of the last picture's pixels: equal for equal results
    Image picture;                   // the last one

    // pictureSeconds: from the request to the result.
    void add(const GenerationResult& result, double pictureSeconds);

    // Medians of the repeats; `load` is the first run's, for there is but one loading.
    [[nodiscard]] BenchTimes median() const;
};

nlohmann::ordered_json benchJson(const BenchReport& report);
std::vector<std::string> benchLines(const BenchReport& report);

// How several devices that make each picture together compare with the first of them alone, in one run.
struct TeamComparison {
    BenchReport alone, together;

    // Of 255, over all pixels of the two last pictures, which have the same prompt and seed.
    [[nodiscard]] int largestDifference() const;
    [[nodiscard]] double meanDifference() const;
};
nlohmann::ordered_json benchJson(const TeamComparison& comparison);
std::vector<std::string> benchLines(const TeamComparison& comparison);

} // namespace genserve::app
