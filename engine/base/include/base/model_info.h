// One installed model as the catalogue describes it: plain data for window, REST and command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace genserve {

struct ModelInfo {
    std::string id;                 // "flux1-dev", "starter", ... [a-z0-9._-]
    std::string name;               // for people, e.g. "FLUX.1-dev"
    std::string description;        // one sentence
    std::filesystem::path location; // folder or file
    std::string format;             // "diffusers", "huggingface-cache", "single-file", "all-in-one"
    std::string precision;          // storage type of most transformer bytes: "fp32", "fp16", "bf16", "fp8_e4m3", ...
    std::uint64_t bytes = 0;        // of all files it needs
    int nativeSize = 1024;          // px
    int defaultSteps = 50;
    double defaultCfg = 3.5;
    std::vector<std::string>
        features;                     // of "text-to-image", "image-to-image", "fill", "controlnet": those that work now
    std::vector<std::string> missing; // what a single file still needs before it can run, e.g. "t5xxl*.safetensors"
};

} // namespace genserve
