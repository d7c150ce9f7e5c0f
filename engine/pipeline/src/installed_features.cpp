#include "installed_features.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "one_line.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr const char* Control = "controlnet";

bool leads(const AdapterEntry& adapter, const CatalogueEntry& model)
{
    return adapter.kind != AdapterKind::Lora && adapter.info.problem.empty() && misfit(adapter, model).empty();
}

InstalledFile rowOf(const CatalogueEntry& model)
{
    InstalledFile row;
    row.location = model.info.location;
    const bool isPart = model.info.format == "single-file" && model.kind != ModelKind::Redux;
    row.role = model.kind == ModelKind::Redux ? "redux" : isPart ? "transformer" : "model";
    row.id = model.info.id;
    row.detail = model.info.description;
    row.precision = model.info.precision;
    row.bytes = model.info.bytes;
    row.needs = model.info.missing;
    row.enables = model.info.features;
    return row;
}

std::string detailOf(const AdapterEntry& adapter)
{
    const AdapterInfo& info = adapter.info;
    if (!info.problem.empty()) {
        return info.problem;
    }
    const std::string what = adapter.kind == AdapterKind::Lora ? "LoRA"
                             : adapter.kind == AdapterKind::ControlLora
                                 ? "LoRA that makes a model take control pictures"
                                 : "ControlNet";
    std::string detail = what + " in " + info.format + "'s layout";
    if (!info.control.empty()) {
        detail += ", for " + (info.control == "union" ? "several kinds of control" : info.control + " maps");
    }
    return info.fits.empty() ? detail + "; fits no installed model" : detail;
}

InstalledFile rowOf(const AdapterEntry& adapter)
{
    InstalledFile row;
    row.location = adapter.info.location;
    row.role = adapter.info.kind;
    row.id = adapter.info.id;
    row.detail = detailOf(adapter);
    row.precision = adapter.info.precision;
    row.bytes = adapter.info.bytes;
    if (adapter.info.problem.empty() && adapter.info.fits.empty()) {
        row.needs.emplace_back(adapter.kind == AdapterKind::Lora ? "a FLUX model that it fits"
                                                                 : "a FLUX base model that it fits");
    } else if (adapter.info.problem.empty()) {
        row.enables.emplace_back(adapter.kind == AdapterKind::Lora ? "lora" : Control);
    }
    return row;
}

std::string wide(const char* what, std::int64_t width, const char* unit)
{
    return std::string(what) + " of " + std::to_string(width) + " " + unit;
}

// A companion: what of models it holds.
InstalledFile rowOf(const WeightFile& file, const Catalogue& catalogue)
{
    InstalledFile row;
    row.location = file.path;
    row.precision = file.precision;
    row.bytes = file.bytes;
    row.role = "unknown";
    row.detail = "a safetensors file that holds no part of a FLUX model";
    if (!file.problem.empty()) {
        row.role = "unreadable";
        row.detail = file.problem;
    } else if (file.t5Width) {
        row.role = "t5";
        row.detail = wide("T5 text encoder", *file.t5Width, "channels");
    } else if (file.clipWidth) {
        row.role = "clip";
        row.detail = wide("CLIP text encoder", *file.clipWidth, "channels");
    } else if (file.latentChannels) {
        row.role = "vae";
        row.detail = wide("autoencoder", *file.latentChannels, "latent channels");
    }
    std::set<std::string> enabled;
    for (const CatalogueEntry& model : catalogue.models) {
        if (std::ranges::find(model.files, file.path) != model.files.end()) {
            enabled.insert(model.info.features.begin(), model.info.features.end());
        }
    }
    row.enables.assign(enabled.begin(), enabled.end());
    return row;
}

InstalledFile rowOf(const Error& error)
{
    InstalledFile row;
    row.location = error.context;
    row.role = "unreadable";
    row.detail = oneLine(error.message, 1000);
    std::error_code unknown;
    const auto bytes = fs::is_regular_file(row.location, unknown) ? fs::file_size(row.location, unknown) : 0;
    row.bytes = unknown ? 0 : bytes;
    return row;
}

} // namespace

void addControl(CatalogueEntry& model, const std::vector<AdapterEntry>& adapters)
{
    const auto helps = [&](const AdapterEntry& adapter) { return leads(adapter, model); };
    auto& features = model.info.features;
    if (isBase(model.kind) && model.info.missing.empty() && std::ranges::find(features, Control) == features.end()
        && (std::ranges::any_of(model.own, helps) || std::ranges::any_of(adapters, helps))) {
        features.emplace_back(Control);
    }
}

std::vector<InstalledFile> installedFiles(const Catalogue& catalogue, const Findings& findings)
{
    std::vector<InstalledFile> rows;
    for (const CatalogueEntry& model : catalogue.models) {
        rows.push_back(rowOf(model));
    }
    for (const WeightFile& file : findings.files) {
        if (!file.isModel() && !file.asAdapter) {
            rows.push_back(rowOf(file, catalogue));
        }
    }
    for (const AdapterEntry& adapter : catalogue.adapters) {
        rows.push_back(rowOf(adapter));
    }
    for (const Error& error : findings.unreadable) {
        rows.push_back(rowOf(error));
    }
    return rows;
}

} // namespace genserve::pipeline
