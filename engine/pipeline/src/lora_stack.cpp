#include "lora_stack.h"

#include <algorithm>
#include <utility>

#include <ATen/ATen.h>

#include "base/log.h"
#include "one_line.h"
#include "pipeline_parts.h"

namespace genserve::pipeline {
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
        branch.scale = weights::scaleAt(lora.file.layers[i], branch, lora.use->weight);
        branch.firstRow = lora.slots[i]->firstRow;
        lora.slots[i]->branches->push_back(std::move(branch));
    }
}

bool actsOnText(const MatchedLora& lora)
{
    for (std::size_t i = 0; i < lora.slots.size(); ++i) {
        if (lora.slots[i] != nullptr && lora.file.layers[i].target != weights::LoraTarget::Transformer) {
            return lora.use->weight != 0;
        }
    }
    return false;
}

std::string identityOf(const KeptLora& lora, double weight)
{
    const auto& stamp = lora.stamp;
    return std::to_string(stamp.device) + ':' + std::to_string(stamp.inode) + ':' + std::to_string(stamp.bytes) + ':'
           + std::to_string(stamp.modifiedNs) + '*' + std::to_string(weight) + ' ';
}

} // namespace

Expected<LoraStack> LoraStack::apply(PipelineParts& parts, const ResolvedRequest& request, const std::stop_token& stop)
{
    std::vector<MatchedLora> loras;
    for (const auto& use : request.loras) {
        auto lora = matchLora(parts.loraSites, use, request.control != nullptr);
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
        if (actsOnText(lora)) {
            stack.m_textIdentity += identityOf(*kept, lora.use->weight);
        }
        for (std::size_t i = 0; i < lora.norms.size(); ++i) {
            if (at::Tensor* const norm = lora.norms[i]; norm != nullptr) {
                stack.m_originals.emplace(norm, *norm); // of several LoRAs, the first finds the model's own
                *norm = kept->tensors.norms[i];
            }
        }
        if (!lora.unmatched.empty()) {
            stack.m_warnings.push_back(lora.count() + ", the first is " + oneLine(lora.unmatched.front()));
        }
        const auto keys = static_cast<int>(lora.file.keyCount);
        stack.m_counts.push_back({.matched = keys - static_cast<int>(lora.unmatched.size()), .all = keys});
    }
    return stack;
}

LoraStack::LoraStack(LoraStack&& other) noexcept
    : m_sites(std::exchange(other.m_sites, nullptr)),
      m_originals(std::move(other.m_originals)),
      m_counts(std::move(other.m_counts)),
      m_warnings(std::move(other.m_warnings)),
      m_textIdentity(std::move(other.m_textIdentity))
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
