// One safetensors file outside diffusers' folders: a transformer, an all-in-one, or a companion of one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/error.h"
#include "model_folder.h"
#include "weights/key_map.h"

namespace genserve::pipeline {

// What stands in a file, and by which numbers its parts fit those of other files.
struct WeightFile {
    std::filesystem::path path;
    weights::Adapter adapter = weights::Adapter::None;
    bool holdsTransformer = false;
    std::optional<std::int64_t> latentChannels; // of its autoencoder
    std::optional<std::int64_t> clipWidth;      // of its CLIP text encoder
    std::optional<std::int64_t> t5Width;        // of its T5 encoder

    // Whether it is listed among the models rather than used by one.
    [[nodiscard]] bool isModel() const { return holdsTransformer || adapter == weights::Adapter::Redux; }
    [[nodiscard]] bool isAllInOne() const { return holdsTransformer && latentChannels && clipWidth && t5Width; }
};

// By its ending: .safetensors, or BFL's .sft. Other formats (.gguf, .ckpt, …) are not looked into.
bool isWeightFileName(const std::filesystem::path& file);

// Reads the header. Files that are no safetensors or whose transformer is quantised are errors that name them; a
// quantised companion counts as holding nothing.
Expected<WeightFile> inspectFile(const std::filesystem::path& file);

// The file's transformer with its own other parts, or else those of the first candidates that fit it. Parts that no
// candidate has are listed as missing.
Expected<OpenedModel> openWithCompanions(const std::filesystem::path& file, const std::vector<WeightFile>& candidates);

// weights::openFile, which says of a GGUF file that it is one.
Expected<weights::Checkpoint> openWeightFile(const std::filesystem::path& file);

} // namespace genserve::pipeline
