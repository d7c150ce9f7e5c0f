#include "pipeline/catalogue.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/log.h"
#include "companions.h"
#include "folder_walk.h"
#include "huggingface_cache.h"
#include "model_folder.h"
#include "one_line.h"

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
        if (file.holdsTransformer) {
            names.push_back(file.path.filename().string());
        }
    }
    if (names.empty()) {
        return failure(ErrorCode::NotFound, "holds neither model_index.json nor a safetensors file with a FLUX transformer",
                       folder.string());
    }
    if (names.size() > 1) {
        return failure(ErrorCode::InvalidArgument, "holds several models, name one of them: " + oneLine(listOf(names)),
                       folder.string());
    }
    return folder / names.front();
}

// The folder with model_index.json or the single file that a user's path means.
Expected<fs::path> locate(const fs::path& path)
{
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) {
        return failure(ErrorCode::NotFound, "no such file or folder", path.string());
    }
    if (!fs::is_directory(status)) {
        return path;
    }
    auto folder = fs::absolute(path, error).lexically_normal();
    folder = folder.has_filename() ? folder : folder.parent_path();
    if (isRepository(folder)) {
        const auto snapshot = snapshotOf(folder);
        if (!snapshot) {
            return tl::unexpected(snapshot.error());
        }
        folder = *snapshot;
    }
    return isModelFolder(folder) ? Expected<fs::path>(folder) : onlyModelIn(folder);
}

bool isFolder(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

// Near files settle most models; the folders are walked only for those that they leave incomplete.
Expected<OpenedModel> openSingleFile(const fs::path& file, const std::vector<fs::path>& folders)
{
    auto near = filesNear(file);
    auto opened = openWithCompanions(file, near);
    if (!opened || opened->missing.empty()) {
        return opened;
    }
    std::ranges::move(walkFolders(folders).files, std::back_inserter(near));
    return openWithCompanions(file, nearestFirst(file, std::move(near)));
}

Expected<CatalogueEntry> describePath(const fs::path& path, const std::vector<fs::path>& folders)
{
    const auto location = locate(path);
    if (!location) {
        return tl::unexpected(location.error());
    }
    if (isFolder(*location)) {
        return describeFolder(*location);
    }
    const auto file = inspectFile(*location);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto near = filesNear(*location);
    std::ranges::move(walkFolders(folders).files, std::back_inserter(near));
    return describeFile(*file, nearestFirst(*location, std::move(near)));
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
    const auto own = std::ranges::find_if(
        entries, [&](const auto& entry) { return runs(entry) && entry.info.id != StarterId; });
    const auto chosen = own != entries.end() ? own : hasId(StarterId);
    return chosen != entries.end()
               ? Expected<CatalogueEntry>(*chosen)
               : failure(ErrorCode::NotFound, "no model that can run is installed");
}

} // namespace

std::vector<CatalogueEntry> scanModels(const std::vector<fs::path>& folders)
{
    auto findings = walkFolders(folders);
    std::vector<CatalogueEntry> entries;
    for (FoundModel& model : findings.models) {
        auto entry = model.folder ? Expected<CatalogueEntry>(std::move(*model.folder))
                                  : describeFile(*model.file, nearestFirst(model.file->path, findings.files));
        if (entry) {
            entries.push_back(std::move(*entry));
        } else {
            log(LogLevel::Warning, "pipeline", oneLine(describe(entry.error())));
        }
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
    return failure(ErrorCode::NotFound, "no model '" + oneLine(idOrPath) + "' is installed; installed: "
                                            + (ids.empty() ? "none" : listOf(ids)));
}

Expected<ModelParts> openModel(const fs::path& location, const std::vector<fs::path>& folders)
{
    const auto place = locate(location);
    auto opened = place.and_then([&](const fs::path& path) {
        return isFolder(path) ? openModelFolder(path) : openSingleFile(path, folders);
    });
    if (!opened) {
        return tl::unexpected(std::move(opened.error()));
    }
    if (!opened->missing.empty()) {
        return failure(ErrorCode::NotFound, "the model is incomplete, missing: " + oneLine(listOf(opened->missing)),
                       place->string());
    }
    if (opened->parts.transformer.tensors.empty()) {
        return failure(ErrorCode::UnsupportedFormat, "an adapter for picture prompts (Redux) is no model of its own",
                       place->string());
    }
    return std::move(opened->parts);
}

} // namespace genserve::pipeline
