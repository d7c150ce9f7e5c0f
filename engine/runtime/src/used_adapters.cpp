#include "used_adapters.h"

#include <utility>

#include "pipeline/catalogue.h"

namespace genserve::runtime {

Expected<void> nameAdapters(const pipeline::ResolvedRequest& request, GenerationResult& result)
{
    for (const auto& lora : request.loras) {
        auto hash = pipeline::adapterHash(lora.file);
        if (!hash) {
            return tl::unexpected(std::move(hash.error()));
        }
        UsedAdapter used{.id = lora.id, .hash = std::move(*hash), .scale = lora.weight};
        result.loras.push_back(std::move(used));
    }
    for (const auto& net : request.controlNets) {
        auto hash = pipeline::adapterHash(net.location);
        if (!hash) {
            return tl::unexpected(std::move(hash.error()));
        }
        result.controlNets.push_back({.id = net.id,
                                      .hash = std::move(*hash),
                                      .scale = net.scale,
                                      .mode = net.mode,
                                      .start = net.start,
                                      .end = net.end});
    }
    return {};
}

} // namespace genserve::runtime
