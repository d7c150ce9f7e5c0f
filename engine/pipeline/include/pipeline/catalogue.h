// The installed models: what each file or folder is (by its tensors, not its name), where its parts are.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/model_info.h"
#include "weights/checkpoint.h"

namespace genserve::pipeline {

// Where the parts of one model are; a config path is empty where the format has none (BFL single files), then the
// configuration is derived from the tensors' shapes.
struct ModelParts {
    weights::Checkpoint transformer, vae, clip, t5; // under diffusers' (transformers') names without "text_model."
    std::filesystem::path transformerConfig, vaeConfig, clipConfig, t5Config, schedulerConfig;
    std::filesystem::path clipTokenizer, t5Tokenizer; // folders; empty = the bundled ones
};

struct CatalogueEntry {
    ModelInfo info;
    std::string hash; // hex SHA-256 over the sorted headers of its parts (names, dtypes, shapes, sizes)
};

// Scans every folder two levels deep. Order = search order; clashes of ids get "-2", "-3", ...
std::vector<CatalogueEntry> scanModels(const std::vector<std::filesystem::path>& folders);

// Opens all parts of a model (headers only). location: a diffusers folder, a Hugging Face cache folder or snapshot, or
// a single file; companions of a single file (ae, clip_l, t5xxl) are searched beside it and in `folders`.
Expected<ModelParts> openModel(const std::filesystem::path& location,
                               const std::vector<std::filesystem::path>& folders);

// One replacement part: a safetensors file (diffusers or BFL names) or a diffusers component folder.
Expected<weights::Checkpoint> openTransformer(const std::filesystem::path& location, std::filesystem::path& config);
Expected<weights::Checkpoint> openVae(const std::filesystem::path& location, std::filesystem::path& config);

} // namespace genserve::pipeline
