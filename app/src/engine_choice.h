// The options that choose model, device and threads: the same for every command that runs the engine.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command_line.h"
#include "runtime/engine.h"

namespace genserve::app {

struct EngineChoice {
    std::optional<std::string> model;                // id, folder or file; absent = the default model
    std::vector<std::filesystem::path> modelFolders; // --models, in the order given
    std::optional<std::string> device;               // absent = the first GPU, else the CPU
    std::vector<std::string> helpers;                // devices that make each picture together with that one
    std::optional<Precision> precision;
    bool choosesPrecision = false; // --precision auto
    std::int64_t threads = 0;      // 0 = OMP_NUM_THREADS, else all cores
    std::int64_t memoryLimit = 0;  // bytes; 0 = what the device has
    std::filesystem::path transformer, vae;
    std::filesystem::path randomModel; // see EngineOptions

    [[nodiscard]] std::string modelId() const { return model.value_or(std::string()); }
};

// Append to a command's table: --model and --models; --transformer and --vae; --device and the run options; how a
// device runs: --precision, --threads.
void addModelOptions(std::vector<Option>& table, EngineChoice& choice);
void addPartOptions(std::vector<Option>& table, EngineChoice& choice);
void addDeviceOptions(std::vector<Option>& table, EngineChoice& choice);
void addRunOptions(std::vector<Option>& table, EngineChoice& choice);

// Folders and files that were named but do not exist.
std::vector<UsageFault> checkPaths(const EngineChoice& choice);

// A fault where `path` is given and does not exist.
void checkExists(std::string_view option, std::string_view field, const std::filesystem::path& path,
                 std::vector<UsageFault>& faults);

// "16G", "7.5GB", "512MiB": units of 1024; nothing for other words.
std::optional<std::int64_t> parseBytes(std::string_view text);

// "cpu" or "cuda:0".
bool isDeviceName(std::string_view word);

// Everything but the device.
runtime::EngineOptions engineOptions(const EngineChoice& choice);

// Warns on standard error where a GPU is there but can't be used and none was asked for.
Expected<std::unique_ptr<runtime::Engine>> createEngine(const EngineChoice& choice);

} // namespace genserve::app
