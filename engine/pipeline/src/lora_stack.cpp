#include "lora_stack.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <ATen/ATen.h>

#include "base/log.h"
#include "one_line.h"
#include "pipeline_parts.h"

namespace genserve::pipeline {
namespace {

using weights::LinearSlot;
using weights::LoraFile;
using weights::LoraLayer;

constexpr std::string_view InputLayer = "x_embedder";

// A file and where its layers go; null where the model has no such layer.
struct MatchedLora {
    const LoraUse* use = nullptr;
    LoraFile file;
    std::vector<const LinearSlot*> slots; // parallel to file.layers; of a fused layer, the first
    std::vector<at::Tensor*> norms;       // parallel to file.norms
    std::vector<std::string> unmatched;   // keys
};

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
        } else if (norm.weight.shape != place->second->sizes().vec()) {
            return fault(*lora.use,
                         "does not fit this model: " + oneLine(norm.key) + " has another shape than the model's norm");
        }
    }
    return {};
}

Expected<MatchedLora> match(const LoraSites& sites, const LoraUse& use, bool hasControl)
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

// "3 of 304 tensors of style.safetensors fit no layer of this model, the first is ..."
std::string countOf(const MatchedLora& lora)
{
    return std::to_string(lora.unmatched.size()) + " of " + std::to_string(lora.file.keyCount) + " tensors of "
           + nameOf(*lora.use) + " fit no layer of this model";
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

namespace {

bool isSame(const KeptLora& kept, const MatchedLora& lora)
{
    return kept.file == lora.use->file && kept.stamp == lora.file.checkpoint.stamps.front();
}

// What the last run had and this one has not goes first, so that two stacks never lie in memory.
Expected<void> readAll(PipelineParts& parts, const std::vector<MatchedLora>& loras, const std::stop_token& stop)
{
    auto& kept = parts.keptLoras;
    std::erase_if(kept, [&](const KeptLora& old) {
        return std::ranges::none_of(loras, [&](const MatchedLora& lora) { return isSame(old, lora); });
    });
    const weights::LoadOptions network{parts.options.dtype, parts.options.device, stop, {}};
    for (const auto& lora : loras) {
        if (std::ranges::any_of(kept, [&](const KeptLora& old) { return isSame(old, lora); })) {
            continue;
        }
        std::vector<bool> isWanted;
        for (const auto* slot : lora.slots) {
            isWanted.push_back(slot != nullptr);
        }
        auto tensors = weights::readLora(lora.file, isWanted, network);
        if (!tensors) {
            return tl::unexpected(tensors.error());
        }
        kept.push_back({lora.use->file, lora.file.checkpoint.stamps.front(), std::move(*tensors)});
    }
    return {};
}

void addBranches(const MatchedLora& lora, const weights::LoraTensors& tensors)
{
    for (std::size_t i = 0; i < lora.slots.size(); ++i) {
        if (lora.slots[i] == nullptr || lora.use->weight == 0) {
            continue;
        }
        weights::LowRank branch = tensors.layers[i];
        branch.scale *= lora.use->weight;
        branch.firstRow = lora.slots[i]->firstRow;
        lora.slots[i]->branches->push_back(std::move(branch));
    }
}

} // namespace

Expected<LoraStack> LoraStack::apply(PipelineParts& parts, const ResolvedRequest& request, const std::stop_token& stop)
{
    std::vector<MatchedLora> loras;
    for (const auto& use : request.loras) {
        auto lora = match(parts.loraSites, use, request.control != nullptr);
        if (!lora) {
            return tl::unexpected(lora.error());
        }
        loras.push_back(std::move(*lora));
    }
    if (auto read = readAll(parts, loras, stop); !read) {
        return tl::unexpected(read.error());
    }
    LoraStack stack(parts.loraSites);
    for (const auto& lora : loras) {
        const auto kept = std::ranges::find_if(parts.keptLoras, [&](const KeptLora& old) { return isSame(old, lora); });
        addBranches(lora, kept->tensors);
        for (std::size_t i = 0; i < lora.norms.size(); ++i) {
            if (at::Tensor* const norm = lora.norms[i]; norm != nullptr) {
                stack.m_originals.emplace(norm, *norm); // of several LoRAs, the first finds the model's own
                *norm = kept->tensors.norms[i];
            }
        }
        if (!lora.unmatched.empty()) {
            stack.m_warnings.push_back(countOf(lora) + ", the first is " + oneLine(lora.unmatched.front()));
        }
        log(LogLevel::Info, "pipeline", countOf(lora));
    }
    return stack;
}

LoraStack::LoraStack(LoraStack&& other) noexcept
    : m_sites(std::exchange(other.m_sites, nullptr)),
      m_originals(std::move(other.m_originals)),
      m_warnings(std::move(other.m_warnings))
{
}

LoraStack::~LoraStack()
{
    if (m_sites == nullptr) {
        return;
    }
    for (auto& [norm, original] : m_originals) {
        *norm = std::move(original);
    }
    for (auto& [target, slots] : m_sites->layers) {
        for (auto& [name, slot] : slots) {
            slot.branches->clear();
        }
    }
}

} // namespace genserve::pipeline
