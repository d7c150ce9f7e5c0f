// Walks the model folders: which models and weight files are there.
//
// Folders are untrusted too: depth, entries and files are bounded, every folder is entered once whatever links say,
// and what can't be read is one warning.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "describe_model.h"

namespace genserve::pipeline {

// In the order of the walk; exactly one of the two is there.
struct FoundModel {
    std::optional<CatalogueEntry> folder; // a diffusers folder or snapshot, described
    std::optional<WeightFile> file;       // a transformer, to be described once all companions are known
};

struct Findings {
    std::vector<FoundModel> models;
    std::vector<WeightFile> files;         // all readable weight files outside models' folders
    std::vector<AdapterEntry> controlNets; // folders of their own
    std::vector<Error> unreadable;         // by context: what looked like something and can't be read
};

Findings walkFolders(const std::vector<std::filesystem::path>& folders, ScanScope scope);

// The weight files that lie in one folder, by name; unreadable ones are skipped without a word.
std::vector<WeightFile> weightFilesIn(const std::filesystem::path& folder);

} // namespace genserve::pipeline
