// One safetensors file outside diffusers' folders: a transformer, an all-in-one, or a companion of one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "model_folder.h"
#include "models/flux_transformer_config.h"
#include "weights/key_map.h"

namespace genserve::pipeline {

// What stands in a file, and by which numbers its parts fit those of other files.
struct WeightFile {
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    weights::Adapter adapter = weights::Adapter::None;
    std::optional<AdapterEntry> asAdapter; // a LoRA or ControlNet
    std::string problem;                   // why nothing in it can be used; empty where something can
    std::optional<models::FluxTransformerConfig> transformer;
    std::string precision;                      // of the transformer, see precisionOf
    std::optional<std::int64_t> latentChannels; // of its autoencoder
    std::optional<std::int64_t> clipWidth;      // of its CLIP text encoder
    std::optional<std::int64_t> t5Width;        // of its T5 encoder

    // Whether it is listed among the models rather than used by one.
    [[nodiscard]] bool isModel() const { return transformer || adapter == weights::Adapter::Redux; }
    [[nodiscard]] bool isAllInOne() const { return transformer && latentChannels && clipWidth && t5Width; }
};

// Files that may complete a model, in the order in which they are asked; borrowed.
using Candidates = std::vector<const WeightFile*>;

// By its ending: .safetensors, or BFL's .sft. Other formats (.gguf, .ckpt, …) are not looked into.
bool isWeightFileName(const std::filesystem::path& file);

// Reads the header, once as long as the file stays the same. Files that are no safetensors or whose transformer is
// quantised are errors that name them; a quantised companion counts as holding nothing. May be called by any thread.
Expected<WeightFile> inspectFile(const std::filesystem::path& file);

// The same, from the disk in any case.
Expected<WeightFile> readWeightFile(const std::filesystem::path& file);

// The files that hold the other parts of a transformer's file: itself, or else the first candidate that fits.
// Borrowed; nullptr where no file does.
struct Companions {
    const WeightFile* vae = nullptr;
    const WeightFile* clip = nullptr;
    const WeightFile* t5 = nullptr;

    // The usual names of what is not there, e.g. "t5xxl*.safetensors".
    [[nodiscard]] std::vector<std::string> missing() const;
};
Companions companionsOf(const WeightFile& file, const Candidates& candidates);

// The parts of a transformer's file and of its companions.
Expected<OpenedModel> openWithCompanions(const WeightFile& file, const Candidates& candidates);

// The type of most of the transformer's bytes: "fp32", "fp16", "bf16", "fp8_e4m3", …
std::string precisionOf(const weights::Checkpoint& transformer);

// weights::openFile, which says of a GGUF file that it is one.
Expected<weights::Checkpoint> openWeightFile(const std::filesystem::path& file);

} // namespace genserve::pipeline
