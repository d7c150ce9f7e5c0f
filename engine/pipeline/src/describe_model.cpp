#include "describe_model.h"

#include <set>
#include <utility>

#include "adapter_entry.h"
#include "file_name.h"
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

NetworkSize sizeOf(const models::FluxTransformerConfig& config)
{
    return {.width = config.innerDim(),
            .headWidth = config.attention_head_dim,
            .textWidth = config.joint_attention_dim,
            .pooledWidth = config.pooled_projection_dim,
            .inputs = config.in_channels,
            .outputs = config.out_channels};
}

// Kind and size; a Redux folder has no transformer.
Expected<CatalogueEntry> recognise(const OpenedModel& opened, std::string_view name)
{
    CatalogueEntry entry;
    if (opened.parts.transformerConfig.empty()) {
        entry.kind = opened.missing.empty() ? ModelKind::Redux : ModelKind::Unknown;
        return entry;
    }
    return models::FluxTransformerConfig::fromFile(opened.parts.transformerConfig).map([&](const auto& config) {
        entry.kind = kindOf(config, name);
        entry.size = sizeOf(config);
        return entry;
    });
}

// Of the model alone; what adapters add to it, the catalogue knows.
std::vector<std::string> featuresOf(ModelKind kind)
{
    if (isBase(kind)) {
        return {"text-to-image", "image-to-image", "fill"};
    }
    return kind == ModelKind::Fill ? std::vector<std::string>{"fill"}
           : isControl(kind)       ? std::vector<std::string>{"controlnet"}
                                   : std::vector<std::string>{};
}

// Words and values by kind.
void describe(CatalogueEntry& entry, std::string_view name, std::vector<std::string> missing)
{
    const auto official = officialName(entry.kind, name);
    const auto values = valuesOf(entry.kind);
    entry.info.id = official.id.empty() ? idFromName(name) : official.id;
    entry.info.name = official.title.empty() ? oneLine(name) : official.title;
    entry.info.description = values.description;
    entry.info.defaultSteps = values.steps;
    entry.info.defaultCfg = values.cfg;
    if (missing.empty()) {
        entry.info.features = featuresOf(entry.kind);
    }
    entry.info.missing = std::move(missing);
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

} // namespace

Expected<CatalogueEntry> describeFolder(const fs::path& folder)
{
    const auto opened = openModelFolder(folder);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const std::string name = nameOfFolder(folder);
    auto entry = recognise(*opened, name);
    if (!entry) {
        return entry;
    }
    describe(*entry, name, opened->missing);
    entry->info.location = folder;
    entry->info.precision = precisionOf(opened->parts.transformer);
    entry->info.bytes = bytesOf(opened->parts);
    entry->info.format = repositoryName(folder).empty() ? "diffusers" : "huggingface-cache";
    apply(readSettings(folder), entry->info);
    entry->own = ownControlNets(folder, entry->info);
    return entry;
}

CatalogueEntry describeFile(const WeightFile& file, const Candidates& candidates)
{
    const std::string name = nameOfFile(file.path);
    const auto companions = file.transformer ? companionsOf(file, candidates) : Companions{&file, &file, &file};
    CatalogueEntry entry;
    entry.kind = file.transformer ? kindOf(*file.transformer, name) : ModelKind::Redux;
    entry.size = file.transformer ? sizeOf(*file.transformer) : NetworkSize{};
    describe(entry, name, companions.missing());
    entry.info.location = file.path;
    entry.info.format = file.isAllInOne() ? "all-in-one" : "single-file";
    entry.info.precision = file.precision;
    for (const WeightFile* holder : std::set{&file, companions.vae, companions.clip, companions.t5}) {
        if (holder != nullptr) {
            entry.info.bytes += holder->bytes;
            entry.files.push_back(holder->path);
        }
    }
    return entry;
}

} // namespace genserve::pipeline
