// The installed models: what each file or folder is (by its tensors, not its name), where its parts are.
//
// Everything in a model folder is untrusted. Scanning skips what it can't use with a one-line warning through
// base/log.h; opening the same thing explicitly returns that line as an error. Only headers and configs are read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/generation.h"
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

// What the transformer's input says about its use; the official names tell Canny, Depth and Kontext apart.
enum class ModelKind { Dev, Schnell, Kontext, Fill, Canny, Depth, Control, Redux, Unknown };

// Dev, Schnell and Kontext: what LoRAs and ControlNets are made for, and Fill and control models are made from.
[[nodiscard]] bool isBase(ModelKind kind);
// Canny, Depth and Control.
[[nodiscard]] bool isControl(ModelKind kind);

// The sizes by which adapters and models fit each other; 0 = the file does not tell.
struct NetworkSize {
    std::int64_t width = 0; // attention heads times their width
    std::int64_t headWidth = 0;
    std::int64_t textWidth = 0;   // of T5's tokens
    std::int64_t pooledWidth = 0; // of CLIP's text
    std::int64_t inputs = 0;      // channels of a token that enters
    std::int64_t outputs = 0;     // ... and that leaves: the latents'
    bool operator==(const NetworkSize&) const = default;
};

// Files that change a model rather than being one.
enum class AdapterKind { Lora, ControlLora, ControlNet };

struct AdapterEntry {
    AdapterInfo info;
    AdapterKind kind = AdapterKind::Lora;
    std::optional<ControlType> controlType; // by its settings or name, which is all there is to tell it; absent = any
    bool isUnion = false;                   // a ControlNet of several modes
    NetworkSize size;
};

struct CatalogueEntry {
    ModelInfo info;
    ModelKind kind = ModelKind::Unknown;
    NetworkSize size;
    std::vector<AdapterEntry> own;            // the ControlNets that come inside its folder
    std::vector<std::filesystem::path> files; // of a single file: itself and what completes it

    // Has all its parts and a mode that works in this version.
    [[nodiscard]] bool canRun() const { return info.missing.empty() && !info.features.empty(); }
};

// Everything that is installed: one scan, so that all doors say the same.
struct Catalogue {
    std::vector<std::filesystem::path> folders; // that were searched
    std::vector<CatalogueEntry> models;         // in search order
    std::vector<AdapterEntry> adapters;         // likewise; those of the models' folders among them
    std::vector<InstalledFile> files;           // every file and folder that was looked at, with what it is and needs

    // By id, by file name without its ending, or by path; nullptr where there is none.
    [[nodiscard]] const AdapterEntry* findAdapter(std::string_view nameOrPath) const;
    // By id; nullptr where there is none.
    [[nodiscard]] const CatalogueEntry* findModel(std::string_view id) const;
};

// The LoRA or ControlNet at a path: a safetensors file or a ControlNet's folder, installed or not.
Expected<AdapterEntry> openAdapter(const std::filesystem::path& location);

// Why the adapter can't be used with the model, as the rest of a sentence ("is 3072 wide, the model 192"); empty = it
// can. What the file does not tell is not held against it.
std::string misfit(const AdapterEntry& adapter, const CatalogueEntry& model);

// Scans every folder two levels deep, folders of LoRAs and ControlNets four levels further; a folder may be a model
// itself. Order = search order, by name within a folder; clashes of ids get "-2", "-3", ... Headers are read once as
// long as their files do not change. May be called by any thread.
// ModelsOnly leaves the folders of LoRAs and ControlNets out, in which there may be thousands of files.
enum class ScanScope { Everything, ModelsOnly };
Catalogue scanCatalogue(const std::vector<std::filesystem::path>& folders, ScanScope scope = ScanScope::Everything);

// The model that a user's words stand for: an id of the catalogue, or a path (it exists or holds a '/'). NotFound
// lists the installed ids.
Expected<CatalogueEntry> resolveModel(std::string_view idOrPath, const Catalogue& catalogue);

// Opens all parts of a model (headers only). location: a diffusers folder, a Hugging Face cache folder or snapshot, or
// a single file; companions of a single file (ae, clip_l, t5xxl) are searched beside it and in `folders`.
Expected<ModelParts> openModel(const std::filesystem::path& location,
                               const std::vector<std::filesystem::path>& folders);

// One replacement part: a safetensors file (diffusers or BFL names) or a diffusers component folder. `config` becomes
// the folder's config.json, or empty for a file.
Expected<weights::Checkpoint> openTransformer(const std::filesystem::path& location, std::filesystem::path& config);
Expected<weights::Checkpoint> openVae(const std::filesystem::path& location, std::filesystem::path& config);
// A ControlNet likewise.
Expected<weights::Checkpoint> openControlNet(const std::filesystem::path& location, std::filesystem::path& config);

// Identifies the weights: 64 hex digits, the SHA-256 of the names, types and shapes of all tensors of all parts and of
// 64 bytes out of the middle of each. Equal weights give equal hashes in every layout (folder, shards, single file).
// Reads one disk block a tensor, so it is cheapest after loading.
Expected<std::string> modelHash(const ModelParts& parts);
// The same for a LoRA or ControlNet.
Expected<std::string> adapterHash(const std::filesystem::path& location);

} // namespace genserve::pipeline
