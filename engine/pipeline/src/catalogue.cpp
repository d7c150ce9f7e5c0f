#include "pipeline/catalogue.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "companions.h"
#include "folder_walk.h"
#include "huggingface_cache.h"
#include "model_folder.h"
#include "one_line.h"
#include "weights/key_map.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view StarterId = "starter";
constexpr std::string_view PreferredId = "flux1-dev";

std::string listOf(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text.append(text.empty() ? "" : ", ").append(word);
    }
    return text;
}

void makeIdsUnique(std::vector<CatalogueEntry>& entries)
{
    std::set<std::string> taken;
    for (CatalogueEntry& entry : entries) {
        const std::string id = entry.info.id;
        for (int next = 2; !taken.insert(entry.info.id).second; ++next) {
            entry.info.id = id + "-" + std::to_string(next);
        }
    }
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
    auto place = fs::absolute(path, error).lexically_normal();
    place = place.has_filename() ? place : place.parent_path();
    if (isRepository(place)) {
        const auto snapshot = snapshotOf(place);
        if (!snapshot) {
            return tl::unexpected(snapshot.error());
        }
        place = *snapshot;
    }
    return !isFolder(place) || isModelFolder(place) ? Expected<fs::path>(place) : onlyModelIn(place);
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
            std::ranges::move(walkFolders(folders).files, std::back_inserter(found.others));
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

Expected<CatalogueEntry> defaultModel(const std::vector<CatalogueEntry>& entries)
{
    const auto runs = [](const CatalogueEntry& entry) { return entry.canRun(); };
    const auto hasId = [&](std::string_view id) {
        return std::ranges::find_if(entries, [&](const auto& entry) { return runs(entry) && entry.info.id == id; });
    };
    if (const auto preferred = hasId(PreferredId); preferred != entries.end()) {
        return *preferred;
    }
    const auto own =
        std::ranges::find_if(entries, [&](const auto& entry) { return runs(entry) && entry.info.id != StarterId; });
    const auto chosen = own != entries.end() ? own : hasId(StarterId);
    return chosen != entries.end() ? Expected<CatalogueEntry>(*chosen)
                                   : failure(ErrorCode::NotFound, "no model that can run is installed");
}

} // namespace

bool isBase(ModelKind kind)
{
    return kind == ModelKind::Dev || kind == ModelKind::Schnell || kind == ModelKind::Kontext;
}

bool isControl(ModelKind kind)
{
    return kind == ModelKind::Canny || kind == ModelKind::Depth || kind == ModelKind::Control;
}

Catalogue scanCatalogue(const std::vector<fs::path>& folders)
{
    return {.folders = folders, .models = scanModels(folders), .adapters = {}, .files = {}};
}

std::vector<CatalogueEntry> scanModels(const std::vector<fs::path>& folders)
{
    auto findings = walkFolders(folders);
    std::vector<CatalogueEntry> entries;
    for (FoundModel& model : findings.models) {
        entries.push_back(model.folder ? std::move(*model.folder)
                                       : describeFile(*model.file, nearestFirst(model.file->path, findings.files)));
    }
    makeIdsUnique(entries);
    return entries;
}

Expected<CatalogueEntry> resolveModel(std::string_view idOrPath, const std::vector<fs::path>& folders)
{
    if (idOrPath.find('/') != std::string_view::npos) {
        return describePath(idOrPath, folders);
    }
    const auto entries = scanModels(folders);
    if (idOrPath.empty()) {
        return defaultModel(entries);
    }
    std::vector<std::string> ids;
    for (const CatalogueEntry& entry : entries) {
        if (entry.info.id == idOrPath) {
            return entry;
        }
        ids.push_back(entry.info.id);
    }
    std::error_code error;
    if (fs::exists(idOrPath, error)) {
        return describePath(idOrPath, folders);
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
