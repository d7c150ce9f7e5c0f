// From a user's words or path to a model and its parts.
#include "pipeline/catalogue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "companions.h"
#include "folder_walk.h"
#include "huggingface_cache.h"
#include "installed_features.h"
#include "model_folder.h"
#include "one_line.h"
#include "weights/key_map.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

std::string listOf(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text.append(text.empty() ? "" : ", ").append(word);
    }
    return text;
}

// A folder without model_index.json that holds exactly one single-file model stands for it.
Expected<fs::path> onlyModelIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const WeightFile& file : weightFilesIn(folder)) {
        if (file.transformer) {
            names.push_back(file.path.filename().string());
        }
    }
    if (names.empty()) {
        return failure(ErrorCode::NotFound,
                       "holds neither model_index.json nor a safetensors file with a FLUX transformer",
                       folder.string());
    }
    if (names.size() > 1) {
        return failure(ErrorCode::InvalidArgument,
                       "holds several models, name one of them: " + oneLine(listOf(names), 1000), folder.string());
    }
    return folder / names.front();
}

bool isFolder(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

// The folder with model_index.json or the single file that a user's path means; absolute.
Expected<fs::path> locate(const fs::path& path)
{
    std::error_code error;
    if (!fs::exists(path, error)) {
        return failure(ErrorCode::NotFound, "no such file or folder", path.string());
    }
    return placeOf(path).and_then([](const fs::path& place) {
        return !isFolder(place) || isModelFolder(place) ? Expected<fs::path>(place) : onlyModelIn(place);
    });
}

// A single file and what may complete it. Near files settle most models; the folders are walked only for those that
// they leave incomplete.
struct FileInPlace {
    WeightFile file;
    std::vector<WeightFile> others;

    [[nodiscard]] Candidates candidates() const { return nearestFirst(file.path, others); }
};

Expected<FileInPlace> findFile(const fs::path& path, const std::vector<fs::path>& folders)
{
    return inspectFile(path).map([&](WeightFile file) {
        FileInPlace found{std::move(file), filesNear(path)};
        if (found.file.transformer && !companionsOf(found.file, found.candidates()).missing().empty()) {
            std::ranges::move(walkFolders(folders, ScanScope::ModelsOnly).files, std::back_inserter(found.others));
        }
        return found;
    });
}

Expected<OpenedModel> openSingleFile(const fs::path& path, const std::vector<fs::path>& folders)
{
    const auto found = findFile(path, folders);
    if (found && !found->file.transformer) {
        // Says in detail what makes it no model.
        return openWeightFile(path)
            .and_then([](const auto& file) { return weights::extract(file, weights::Part::Transformer); })
            .and_then([&](const auto&) -> Expected<OpenedModel> {
                return failure(ErrorCode::UnsupportedFormat, "is an adapter, not a model", path.string());
            });
    }
    return found.and_then([](const FileInPlace& place) { return openWithCompanions(place.file, place.candidates()); });
}

Expected<CatalogueEntry> describePath(const fs::path& path, const std::vector<fs::path>& folders)
{
    const auto location = locate(path);
    if (!location || isFolder(*location)) {
        return location.and_then(describeFolder);
    }
    const auto found = findFile(*location, folders);
    if (found && !found->file.isModel()) {
        return failure(ErrorCode::UnsupportedFormat, "is not a FLUX model", location->string());
    }
    return found.map([](const FileInPlace& place) { return describeFile(place.file, place.candidates()); });
}

} // namespace

Expected<CatalogueEntry> resolveModel(std::string_view idOrPath, const Catalogue& catalogue)
{
    const auto atPath = [&] {
        return describePath(idOrPath, catalogue.folders).map([&](CatalogueEntry entry) {
            addControl(entry, catalogue.adapters);
            return entry;
        });
    };
    if (idOrPath.find('/') != std::string_view::npos) {
        return atPath();
    }
    if (const CatalogueEntry* known = catalogue.findModel(idOrPath)) {
        return *known;
    }
    std::error_code error;
    if (fs::exists(idOrPath, error)) {
        return atPath();
    }
    std::vector<std::string> ids;
    for (const CatalogueEntry& entry : catalogue.models) {
        ids.push_back(entry.info.id);
    }
    return failure(ErrorCode::NotFound, "no model '" + oneLine(idOrPath)
                                            + "' is installed; installed: " + (ids.empty() ? "none" : listOf(ids)));
}

Expected<ModelParts> openModel(const fs::path& location, const std::vector<fs::path>& folders)
{
    const auto place = locate(location);
    auto opened = place.and_then(
        [&](const fs::path& path) { return isFolder(path) ? openModelFolder(path) : openSingleFile(path, folders); });
    if (!opened) {
        return tl::unexpected(std::move(opened.error()));
    }
    if (!opened->missing.empty()) {
        return failure(ErrorCode::NotFound,
                       "the model is incomplete, missing: " + oneLine(listOf(opened->missing), 1000), place->string());
    }
    if (opened->parts.transformer.tensors.empty()) {
        return failure(ErrorCode::UnsupportedFormat, "is an adapter, not a model", place->string());
    }
    return std::move(opened->parts);
}

} // namespace genserve::pipeline
