// The engine's facade: the only header that the rooms above it need for models and pictures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/generation.h"
#include "base/lora_report.h"
#include "base/model_info.h"
#include "runtime/forecast.h"
#include "runtime/picture_team.h"

namespace genserve::runtime {

struct EngineOptions {
    std::vector<std::filesystem::path> modelFolders; // in search order; the first folder wins a clash of ids
    std::string device = "cpu";                      // "cpu" or "cuda:N"
    std::vector<std::string> helpers;                // devices that every picture is made on together with that one
    std::optional<Precision> precision;              // absent = fp32 on the CPU, bf16 on CUDA
    bool choosesPrecision = false;           // instead: on CUDA bf16 where the model fits the device's memory, else fp8
    int threads = 0;                         // CPU threads of the operators; 0 = all cores
    std::filesystem::path bundledTokenizers; // holds clip/ and t5/, for single files that come without
    std::filesystem::path transformerOverride; // file or folder that replaces the model's transformer; empty = none
    std::filesystem::path vaeOverride;         // likewise
    // Instead of what is installed: FLUX.1-dev with random weights, whose numbers (100 MB) are written to this file,
    // which the caller removes. For measuring.
    std::filesystem::path randomModel;
    // Bytes that the device is treated as having, e.g. to try a small card on a large one; 0 = all it has.
    std::int64_t memoryLimit = 0;
};

// One encoder's view of a prompt, as the encoder gets it, without padding.
struct TokenReport {
    std::vector<std::int64_t> ids; // special tokens included, cut to the limit
    std::int64_t count = 0;        // tokens of the whole text, special tokens included
    std::int64_t limit = 0;
    std::string cut; // the end of the text that would be cut off; empty when all fits
};
struct PromptTokens {
    TokenReport clip, t5;
};

// Everything found in the folders, in search order. Never touches a device; reads headers and configs only, once as
// long as they do not change. Files that look like models but can't be used are reported through base/log.h, too.
struct Installed {
    std::vector<ModelInfo> models;
    std::vector<AdapterInfo> adapters; // LoRAs and ControlNets
    std::vector<InstalledFile> files;  // all of them and what else lies there
};
Installed installed(const std::vector<std::filesystem::path>& folders);

// "cpu" and every usable "cuda:N". Initialises CUDA where it is built in.
std::vector<std::string> devices();

// What devices() can't say: e.g. that the driver is too old for this build, in one sentence; empty if nothing.
std::string deviceNotice();

class Engine {
public:
    // Checks the device; loads no model yet.
    static Expected<std::unique_ptr<Engine>> create(EngineOptions options);
    ~Engine();

    // Blocks until the picture is there, on the calling thread, which must be the same for all calls. Loads the model
    // when it is not in memory; others stay beside it while they fit. stop is checked before each stage and step:
    // ErrorCode::Cancelled. All faults of the request are reported as one InvalidArgument whose message lists them.
    // plan: index into plans(); absent = the first that does not run out of memory. OutOfMemory where none (or none
    // with that index) fits, before anything is read.
    Expected<GenerationResult> generate(const GenerationRequest& request, const ProgressSink& progress,
                                        std::stop_token stop, const PreviewSink& preview = {},
                                        std::optional<int> plan = std::nullopt);

    // This engine's part of a picture that each member of a team makes with a call of its own, at the same time and of
    // the same request: the seats' devices are the engines', which are set up alike. Only the first one's result holds
    // the picture. Fails, and ends the team, where the weights do not all fit the device (OutOfMemory); where another
    // member ended it the error says no more than that, and the team why.
    Expected<GenerationResult> generateTogether(const GenerationRequest& request, const ProgressSink& progress,
                                                std::stop_token stop, const PreviewSink& preview, const TeamSeat& seat);

    // The ways to make this picture that fit the device's memory now, from the fastest to the smallest; may be empty.
    // Reads headers and configs once a model.
    // budget: bytes in the sense of Forecast::peak() instead of what the device has now, 0 = no limit; then the device
    // is not touched, so that an engine that never makes pictures can plan for others (not from two threads at once).
    Expected<std::vector<Forecast>> plans(const GenerationRequest& request,
                                          std::optional<std::int64_t> budget = std::nullopt);

    // The faults of a request as generate() reports them, or how large its picture becomes, in px. Touches no device
    // and looks for new models only after setModelFolders().
    struct PictureSize {
        int width = 0, height = 0;
    };
    Expected<PictureSize> check(const GenerationRequest& request);

    // What of this kind would fit where no plan does; nothing for a faulty request.
    Remedy whatWouldFit(const GenerationRequest& request, std::optional<std::int64_t> budget = std::nullopt);

    // The ways to make FLUX.1-dev's usual picture within budget bytes, as plans() does, whether it is installed or not.
    [[nodiscard]] std::vector<Forecast> fluxDevPlans(std::int64_t budget) const;

    // Its work in TFLOP, with which the time of a picture grows; 0 where it can't be told.
    double workUnits(const GenerationRequest& request);

    // From now on models are looked for here. Those in memory stay.
    void setModelFolders(std::vector<std::filesystem::path> folders);

    // The models in memory, the one used last first, and what their weights take of the device's.
    [[nodiscard]] std::vector<std::string> heldModels() const;
    [[nodiscard]] std::int64_t modelBytes() const;

    // modelId may be an id, a folder, a file or empty (default model). Reads the tokenizers only, no weights.
    Expected<PromptTokens> tokens(std::string_view text, std::string_view modelId);

    // How much of a LoRA's file fits the model. Reads headers only.
    Expected<LoraReport> loraReport(const std::filesystem::path& lora, std::string_view modelId);

    // The model that `modelId` stands for, with its own default values.
    Expected<ModelInfo> resolve(std::string_view modelId) const;

    // Name of the processor or GPU, threads and precision (of the model in memory, if the engine chooses it), for bench
    // output and the picture's texts.
    [[nodiscard]] std::string deviceName() const;
    [[nodiscard]] Precision precision() const;
    [[nodiscard]] int threads() const;

    // The most bytes that weights and activations took on the device at one time since the last call; 0 on the CPU.
    [[nodiscard]] std::int64_t takePeakMemory();

    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

private:
    struct Impl;
    explicit Engine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace genserve::runtime
