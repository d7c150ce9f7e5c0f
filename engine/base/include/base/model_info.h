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

// A LoRA or ControlNet.
struct AdapterInfo {
    std::string id;   // [a-z0-9._-]
    std::string name; // for people
    std::string kind; // "lora", "control-lora", "controlnet"
    std::filesystem::path location;
    std::string format;    // whose key names: "diffusers", "kohya", "bfl", "xlabs"
    std::string precision; // as in ModelInfo
    std::uint64_t bytes = 0;
    std::string control;                 // "canny", "depth", "openpose", "union", or empty
    std::vector<std::string> unionModes; // union ControlNets: their modes' words by number
    std::vector<std::string> fits;       // ids of the installed models that it can be used with
    std::string problem;                 // why it can't be used, in a sentence; empty = it can
};

// One thing that lies in the model folders, whatever it is.
struct InstalledFile {
    std::filesystem::path location;
    std::string role;   // "model", "transformer", "vae", "clip", "t5", "lora", "control-lora", "controlnet", "redux",
                        // "unknown", "unreadable"
    std::string id;     // of the model or adapter that it is listed as; else empty
    std::string detail; // one sentence: what it is, or what is wrong with it
    std::string precision;
    std::uint64_t bytes = 0;
    std::vector<std::string> needs;   // what it still lacks, e.g. "t5xxl*.safetensors"
    std::vector<std::string> enables; // of "text-to-image", "image-to-image", "fill", "controlnet", "lora"
};

} // namespace genserve
