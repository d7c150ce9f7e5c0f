#include "describe_model.h"

#include <set>
#include <utility>

#include "huggingface_cache.h"
#include "model_kind.h"
#include "model_settings.h"
#include "models/flux_transformer_config.h"
#include "one_line.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;

// Every file once, also when several parts stand in it.
std::uint64_t bytesOf(const ModelParts& parts)
{
    std::set<fs::path> counted;
    std::uint64_t bytes = 0;
    for (const auto* part : {&parts.transformer, &parts.vae, &parts.clip, &parts.t5}) {
        for (std::size_t i = 0; i < part->files.size(); ++i) {
            bytes += counted.insert(part->files[i]).second ? part->stamps.at(i).bytes : 0;
        }
    }
    return bytes;
}

Expected<ModelKind> kindOfFolder(const ModelParts& parts, std::string_view name)
{
    if (parts.transformerConfig.empty()) {
        return ModelKind::Unknown;
    }
    return models::FluxTransformerConfig::fromFile(parts.transformerConfig).map([name](const auto& config) {
        return kindOf(config, name);
    });
}

std::vector<std::string> featuresOf(ModelKind kind)
{
    const bool runs = kind == ModelKind::Dev || kind == ModelKind::Schnell || kind == ModelKind::Kontext;
    return runs ? std::vector<std::string>{"text-to-image", "image-to-image", "fill"} : std::vector<std::string>{};
}

CatalogueEntry entryOf(ModelKind kind, std::string_view name, std::vector<std::string> missing)
{
    CatalogueEntry entry;
    entry.kind = kind;
    const auto official = officialName(kind, name);
    const auto values = valuesOf(kind);
    entry.info.id = official.id.empty() ? idFromName(name) : official.id;
    entry.info.name = official.title.empty() ? oneLine(name) : official.title;
    entry.info.description = values.description;
    entry.info.defaultSteps = values.steps;
    entry.info.defaultCfg = values.cfg;
    if (missing.empty()) {
        entry.info.features = featuresOf(kind);
    }
    entry.info.missing = std::move(missing);
    return entry;
}

void apply(const ModelSettings& settings, ModelInfo& info)
{
    info.id = settings.id.value_or(info.id);
    info.name = settings.name.value_or(info.name);
    info.description = settings.description.value_or(info.description);
    info.nativeSize = settings.nativeSize.value_or(info.nativeSize);
    info.defaultSteps = settings.defaultSteps.value_or(info.defaultSteps);
    info.defaultCfg = settings.defaultCfg.value_or(info.defaultCfg);
}

std::string folderName(const fs::path& folder)
{
    std::error_code error;
    const auto whole = fs::absolute(folder, error).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

// The stem; diffusers' own file names say nothing, then the folder does.
std::string modelName(const fs::path& file)
{
    const auto stem = file.stem().string();
    return stem == "diffusion_pytorch_model" || stem == "model" ? folderName(file.parent_path()) : stem;
}

} // namespace

Expected<CatalogueEntry> describeFolder(const fs::path& folder)
{
    const auto opened = openModelFolder(folder);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const std::string repository = repositoryName(folder);
    const std::string name = repository.empty() ? folderName(folder) : repository;
    const bool isRedux = opened->missing.empty() && opened->parts.transformerConfig.empty();
    const auto kind = isRedux ? Expected<ModelKind>(ModelKind::Redux) : kindOfFolder(opened->parts, name);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    auto entry = entryOf(*kind, name, opened->missing);
    entry.info.location = folder;
    entry.info.precision = precisionOf(opened->parts.transformer);
    entry.info.bytes = bytesOf(opened->parts);
    entry.info.format = repository.empty() ? "diffusers" : "huggingface-cache";
    apply(readSettings(folder), entry.info);
    return entry;
}

CatalogueEntry describeFile(const WeightFile& file, const Candidates& candidates)
{
    const std::string name = modelName(file.path);
    const auto companions = file.transformer ? companionsOf(file, candidates) : Companions{&file, &file, &file};
    auto entry =
        entryOf(file.transformer ? kindOf(*file.transformer, name) : ModelKind::Redux, name, companions.missing());
    entry.info.location = file.path;
    entry.info.format = file.isAllInOne() ? "all-in-one" : "single-file";
    entry.info.precision = file.precision;
    for (const WeightFile* holder : std::set{&file, companions.vae, companions.clip, companions.t5}) {
        entry.info.bytes += holder == nullptr ? 0 : holder->bytes;
    }
    return entry;
}

} // namespace genserve::pipeline
