#include "lora_match.h"

#include <utility>

#include <ATen/ATen.h>

#include "one_line.h"

namespace genserve::pipeline {
namespace {

using weights::LinearSlot;
using weights::LoraLayer;

constexpr std::string_view InputLayer = "x_embedder";

std::string nameOf(const LoraUse& use) { return oneLine(use.file.filename().string()); }

tl::unexpected<Error> fault(const LoraUse& use, const std::string& what)
{
    return failure(ErrorCode::InvalidArgument, "loras: " + nameOf(use) + " " + what);
}

std::string shown(const std::vector<std::int64_t>& shape)
{
    return "[" + std::to_string(shape[0]) + ", " + std::to_string(shape[1]) + "]";
}

// The slot of a layer's first module; null unless the model has all of them. `rows` receives their sum.
const LinearSlot* findSlot(const LoraSites& sites, const LoraLayer& layer, std::int64_t& rows)
{
    const auto network = sites.layers.find(layer.target);
    if (network == sites.layers.end()) {
        return nullptr;
    }
    const LinearSlot* first = nullptr;
    rows = 0;
    for (const auto& module : layer.modules) {
        const auto place = network->second.find(module);
        if (place == network->second.end()) {
            return nullptr;
        }
        const LinearSlot& slot = place->second;
        first = first == nullptr ? &slot : first;
        TORCH_CHECK(slot.branches == first->branches && slot.firstRow == first->firstRow + rows, "LoRA: ", module,
                    " is not stacked on ", layer.modules.front());
        rows += slot.out;
    }
    return first;
}

// A narrower down matrix sees the first channels, as in the reference, which pads it with zeros; a control LoRA's sees
// the control channels behind the latents', where the reference pads the base's weight.
Expected<void> checkShape(const LoraUse& use, const LoraLayer& layer, const LinearSlot& slot, std::int64_t rows,
                          bool hasControl)
{
    const std::int64_t in = layer.down.shape[1];
    const bool isControl = layer.modules.front() == InputLayer && in == 2 * slot.in;
    if (isControl && layer.up.shape[0] == rows && !hasControl) {
        return fault(use, "is a control LoRA and needs a control picture");
    }
    if (layer.up.shape[0] != rows || (in > slot.in && !isControl)) {
        return fault(use, "does not fit this model: " + oneLine(layer.keys.front()) + " changes a layer of shape "
                              + shown({layer.up.shape[0], in}) + ", the model's has " + shown({rows, slot.in}));
    }
    return {};
}

Expected<void> matchNorms(const LoraSites& sites, MatchedLora& lora)
{
    for (const auto& norm : lora.file.norms) {
        const auto place = sites.norms.find(norm.parameter);
        lora.norms.push_back(place == sites.norms.end() ? nullptr : place->second);
        if (place == sites.norms.end()) {
            lora.unmatched.push_back(norm.key);
        } else if (place->second->defined() && norm.weight.shape != place->second->sizes().vec()) {
            return fault(*lora.use,
                         "does not fit this model: " + oneLine(norm.key) + " has another shape than the model's norm");
        }
    }
    return {};
}

} // namespace

void LoraSites::add(weights::LoraTarget target, const weights::Parameters& parameters)
{
    for (const auto& slot : parameters.slots()) {
        layers[target].emplace(slot.name, slot);
    }
    if (target != weights::LoraTarget::Transformer) {
        return;
    }
    for (const auto& parameter : parameters.all()) {
        if (parameter.names.size() == 1 && parameter.names.front().find(".attn.norm_") != std::string::npos) {
            norms.emplace(parameter.names.front(), parameter.target);
        }
    }
}

std::string MatchedLora::count() const
{
    return std::to_string(unmatched.size()) + " of " + std::to_string(file.keyCount) + " tensors of " + nameOf(*use)
           + " fit no layer of this model";
}

Expected<MatchedLora> matchLora(const LoraSites& sites, const LoraUse& use, bool hasControl)
{
    auto file = weights::openLora(use.file);
    if (!file) {
        return tl::unexpected(file.error());
    }
    MatchedLora lora;
    lora.use = &use;
    lora.file = std::move(*file);
    lora.unmatched = lora.file.unknownKeys;
    for (const auto& layer : lora.file.layers) {
        std::int64_t rows = 0;
        lora.slots.push_back(findSlot(sites, layer, rows));
        if (lora.slots.back() == nullptr) {
            lora.unmatched.insert(lora.unmatched.end(), layer.keys.begin(), layer.keys.end());
        } else if (auto fits = checkShape(use, layer, *lora.slots.back(), rows, hasControl); !fits) {
            return tl::unexpected(fits.error());
        }
    }
    if (auto matched = matchNorms(sites, lora); !matched) {
        return tl::unexpected(matched.error());
    }
    if (lora.unmatched.size() >= lora.file.keyCount) {
        return fault(use, lora.file.keyCount == 0
                              ? "holds no tensors"
                              : "fits no layer of this model; its first tensor is " + oneLine(lora.unmatched.front()));
    }
    return lora;
}

} // namespace genserve::pipeline
