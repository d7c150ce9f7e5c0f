#include "pipeline/catalogue.h"

#include <algorithm>
#include <set>
#include <utility>

#include "adapter_entry.h"
#include "companions.h"
#include "folder_walk.h"
#include "huggingface_cache.h"
#include "installed_features.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

template <class Entry>
void makeIdsUnique(std::vector<Entry>& entries)
{
    std::set<std::string> taken;
    for (Entry& entry : entries) {
        const std::string id = entry.info.id;
        for (int next = 2; !taken.insert(entry.info.id).second; ++next) {
            entry.info.id = id + "-" + std::to_string(next);
        }
    }
}

std::vector<CatalogueEntry> describeModels(Findings& findings)
{
    std::vector<CatalogueEntry> models;
    for (FoundModel& model : findings.models) {
        models.push_back(model.folder ? std::move(*model.folder)
                                      : describeFile(*model.file, nearestFirst(model.file->path, findings.files)));
    }
    makeIdsUnique(models);
    return models;
}

// Folders, those inside models among them, then files.
std::vector<AdapterEntry> collectAdapters(const Findings& findings, const std::vector<CatalogueEntry>& models)
{
    std::vector<AdapterEntry> adapters;
    for (const CatalogueEntry& model : models) {
        adapters.insert(adapters.end(), model.own.begin(), model.own.end());
    }
    adapters.insert(adapters.end(), findings.controlNets.begin(), findings.controlNets.end());
    for (const WeightFile& file : findings.files) {
        if (file.asAdapter) {
            adapters.push_back(*file.asAdapter);
        }
    }
    makeIdsUnique(adapters);
    return adapters;
}

void findFits(AdapterEntry& adapter, const std::vector<CatalogueEntry>& models)
{
    for (const CatalogueEntry& model : models) {
        if (isBase(model.kind)) {
            recogniseControlLora(adapter, model.size);
        }
    }
    for (const CatalogueEntry& model : models) {
        if (adapter.info.problem.empty() && misfit(adapter, model).empty()) {
            adapter.info.fits.push_back(model.info.id);
        }
    }
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

const CatalogueEntry* Catalogue::findModel(std::string_view id) const
{
    const auto found = std::ranges::find_if(models, [id](const auto& entry) { return entry.info.id == id; });
    return found == models.end() ? nullptr : &*found;
}

const AdapterEntry* Catalogue::findAdapter(std::string_view nameOrPath) const
{
    const auto first = [&](auto&& matches) -> const AdapterEntry* {
        const auto found = std::ranges::find_if(adapters, matches);
        return found == adapters.end() ? nullptr : &*found;
    };
    if (const auto* byId = first([&](const AdapterEntry& entry) { return entry.info.id == nameOrPath; })) {
        return byId;
    }
    if (nameOrPath.empty()) {
        return nullptr;
    }
    std::error_code error;
    const fs::path whole = fs::absolute(nameOrPath, error).lexically_normal();
    return first([&](const AdapterEntry& entry) {
        const fs::path& place = entry.info.location;
        return place.stem() == nameOrPath || place.filename() == nameOrPath || place == whole;
    });
}

Expected<AdapterEntry> openAdapter(const fs::path& location)
{
    std::error_code error;
    const auto found = placeOf(location);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const fs::path& place = *found;
    if (fs::is_directory(place, error)) {
        if (isControlNetFolder(place)) {
            return describeControlNetFolder(place);
        }
        auto files = weightFilesIn(place);
        std::erase_if(files, [](const WeightFile& file) { return !file.asAdapter; });
        if (files.size() == 1) {
            return *files.front().asAdapter;
        }
        return failure(ErrorCode::UnsupportedFormat,
                       files.empty() ? "holds no LoRA or ControlNet" : "holds several LoRAs, name one of them",
                       place.string());
    }
    return inspectFile(place).and_then([&](const WeightFile& file) -> Expected<AdapterEntry> {
        if (!file.asAdapter) {
            return failure(ErrorCode::UnsupportedFormat, "is neither a LoRA nor a ControlNet", place.string());
        }
        return *file.asAdapter;
    });
}

Catalogue scanCatalogue(const std::vector<fs::path>& folders, ScanScope scope)
{
    auto findings = walkFolders(folders, scope);
    Catalogue catalogue;
    catalogue.folders = folders;
    catalogue.models = describeModels(findings);
    catalogue.adapters = collectAdapters(findings, catalogue.models);
    for (AdapterEntry& adapter : catalogue.adapters) {
        findFits(adapter, catalogue.models);
    }
    std::size_t next = 0; // collectAdapters puts the models' own ones first
    for (CatalogueEntry& model : catalogue.models) {
        for (AdapterEntry& own : model.own) {
            own = catalogue.adapters.at(next++);
        }
        addControl(model, catalogue.adapters);
    }
    catalogue.files = installedFiles(catalogue, findings);
    return catalogue;
}

} // namespace genserve::pipeline
