#include "control_choice.h"

#include <algorithm>

namespace genserve::pipeline {
namespace {

enum Match { None, Possible, Union, Made };

// How well something made for `kind` serves what is wanted.
Match matchOf(std::optional<ControlType> kind, std::optional<ControlType> wanted)
{
    if (!kind) {
        return Possible;
    }
    return !wanted || *kind == *wanted ? Made : None;
}

Match matchOf(const AdapterEntry& adapter, std::optional<ControlType> wanted)
{
    if (!adapter.isUnion) {
        return matchOf(adapter.controlType, wanted);
    }
    // Nothing says which of its modes is meant.
    if (!wanted) {
        return Possible;
    }
    const auto& modes = adapter.info.unionModes;
    return std::ranges::find(modes, toString(*wanted)) != modes.end() ? Union : None;
}

const AdapterEntry* best(const std::vector<AdapterEntry>& adapters, AdapterKind kind, const CatalogueEntry& base,
                         std::optional<ControlType> wanted)
{
    const AdapterEntry* found = nullptr;
    Match foundMatch = None;
    for (const AdapterEntry& adapter : adapters) {
        if (adapter.kind != kind || !adapter.info.problem.empty() || !misfit(adapter, base).empty()) {
            continue;
        }
        if (const Match match = matchOf(adapter, wanted); match > foundMatch) {
            found = &adapter;
            foundMatch = match;
        }
    }
    return found;
}

bool isSameFamily(const CatalogueEntry& a, const CatalogueEntry& b)
{
    return a.size.width == b.size.width && a.size.headWidth == b.size.headWidth && a.size.textWidth == b.size.textWidth
           && a.size.pooledWidth == b.size.pooledWidth && a.size.outputs == b.size.outputs;
}

} // namespace

bool wantsControl(const GenerationRequest& request)
{
    return request.mode == Mode::ControlNet || request.controlImage || !request.controlNets.empty();
}

std::optional<ControlType> wantedControl(const GenerationRequest& request)
{
    if (request.controlType && *request.controlType != ControlType::None) {
        return request.controlType;
    }
    return request.controlPreprocess ? std::optional(ControlType::Canny) : std::nullopt;
}

std::optional<ControlType> controlOf(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Canny: return ControlType::Canny;
    case ModelKind::Depth: return ControlType::Depth;
    default: return std::nullopt;
    }
}

const AdapterEntry* findControlNet(const CatalogueEntry& base, const Catalogue& catalogue,
                                   std::optional<ControlType> wanted)
{
    const AdapterEntry* own = best(base.own, AdapterKind::ControlNet, base, wanted);
    return own != nullptr ? own : best(catalogue.adapters, AdapterKind::ControlNet, base, wanted);
}

const AdapterEntry* findControlAdapter(const CatalogueEntry& base, const Catalogue& catalogue,
                                       std::optional<ControlType> wanted)
{
    if (const auto* own = best(base.own, AdapterKind::ControlNet, base, wanted)) {
        return own;
    }
    const auto* lora = best(catalogue.adapters, AdapterKind::ControlLora, base, wanted);
    return lora != nullptr ? lora : best(catalogue.adapters, AdapterKind::ControlNet, base, wanted);
}

const CatalogueEntry* findControlModel(const CatalogueEntry& base, const Catalogue& catalogue,
                                       std::optional<ControlType> wanted)
{
    const CatalogueEntry* found = nullptr;
    Match foundMatch = None;
    for (const CatalogueEntry& model : catalogue.models) {
        if (!isControl(model.kind) || !model.canRun() || !isSameFamily(model, base)) {
            continue;
        }
        if (const Match match = matchOf(controlOf(model.kind), wanted); match > foundMatch) {
            found = &model;
            foundMatch = match;
        }
    }
    return found;
}

const CatalogueEntry* findFillModel(const CatalogueEntry& base, const Catalogue& catalogue)
{
    const auto found = std::ranges::find_if(catalogue.models, [&](const CatalogueEntry& model) {
        return model.kind == ModelKind::Fill && model.canRun() && isSameFamily(model, base);
    });
    return found == catalogue.models.end() ? nullptr : &*found;
}

std::string whatEnablesControl(const CatalogueEntry& base, std::optional<ControlType> wanted)
{
    const std::string type = wanted ? std::string(toString(*wanted)) + " " : "";
    std::string models;
    if (wanted != ControlType::OpenPose) {
        const std::string name = wanted == ControlType::Depth ? "flux1-depth-dev" : "flux1-canny-dev";
        models = "a " + type + "control model (such as " + name + ".safetensors in diffusion_models), a " + type
                 + "control LoRA (such as " + name + "-lora.safetensors in loras) or ";
    }
    return "no " + type + "control that fits model " + base.info.id + " is installed; " + models + "a " + type
           + "ControlNet (a safetensors file or a diffusers folder in controlnet) would enable it";
}

} // namespace genserve::pipeline
