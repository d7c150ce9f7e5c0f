#include "describe_model.h"

#include <algorithm>
#include <map>
#include <set>

#include "huggingface_cache.h"
#include "model_kind.h"
#include "model_settings.h"
#include "models/flux_transformer_config.h"
#include "one_line.h"

namespace genserve::pipeline {
namespace {

namespace fs = std::filesystem;
using weights::Checkpoint;

std::string precisionWord(weights::Dtype dtype)
{
    switch (dtype) {
    case weights::Dtype::F64: return "fp64";
    case weights::Dtype::F32: return "fp32";
    case weights::Dtype::F16: return "fp16";
    case weights::Dtype::BF16: return "bf16";
    case weights::Dtype::F8_E4M3: return "fp8_e4m3";
    case weights::Dtype::F8_E5M2: return "fp8_e5m2";
    default: return "integer";
    }
}

// The type that holds most of the bytes.
std::string precisionOf(const Checkpoint& transformer)
{
    std::map<weights::Dtype, std::uint64_t> bytes;
    for (const auto& [name, tensor] : transformer.tensors) {
        for (const auto& segment : tensor.segments) {
            bytes[tensor.dtype] += segment.bytes;
        }
    }
    const auto most = std::ranges::max_element(bytes, {}, [](const auto& entry) { return entry.second; });
    return most == bytes.end() ? "" : precisionWord(most->first);
}

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

Expected<ModelKind> kindOfParts(const ModelParts& parts, std::string_view name)
{
    if (parts.transformerConfig.empty() && parts.transformer.tensors.empty()) {
        return ModelKind::Unknown;
    }
    const auto config = parts.transformerConfig.empty()
                            ? models::FluxTransformerConfig::fromCheckpoint(parts.transformer)
                            : models::FluxTransformerConfig::fromFile(parts.transformerConfig);
    return config.map([name](const auto& value) { return kindOf(value, name); });
}

std::vector<std::string> featuresOf(ModelKind kind)
{
    const bool runs = kind == ModelKind::Dev || kind == ModelKind::Schnell || kind == ModelKind::Kontext;
    return runs ? std::vector<std::string>{"text-to-image", "image-to-image", "fill"} : std::vector<std::string>{};
}

CatalogueEntry entryOf(const OpenedModel& opened, ModelKind kind, std::string_view name)
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
    entry.info.precision = precisionOf(opened.parts.transformer);
    entry.info.bytes = bytesOf(opened.parts);
    entry.info.missing = opened.missing;
    if (opened.missing.empty()) {
        entry.info.features = featuresOf(kind);
    }
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
    const auto kind = isRedux ? Expected<ModelKind>(ModelKind::Redux) : kindOfParts(opened->parts, name);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    auto entry = entryOf(*opened, *kind, name);
    entry.info.location = folder;
    entry.info.format = repository.empty() ? "diffusers" : "huggingface-cache";
    apply(readSettings(folder), entry.info);
    return entry;
}

Expected<CatalogueEntry> describeFile(const WeightFile& file, const std::vector<WeightFile>& candidates)
{
    const std::string name = modelName(file.path);
    const bool isRedux = file.adapter == weights::Adapter::Redux;
    const auto opened = isRedux ? Expected<OpenedModel>{} : openWithCompanions(file.path, candidates);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const auto kind = isRedux ? Expected<ModelKind>(ModelKind::Redux) : kindOfParts(opened->parts, name);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    auto entry = entryOf(*opened, *kind, name);
    entry.info.location = file.path;
    entry.info.format = file.isAllInOne() ? "all-in-one" : "single-file";
    return entry;
}

} // namespace genserve::pipeline
