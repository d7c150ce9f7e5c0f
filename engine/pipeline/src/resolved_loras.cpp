// The LoRAs that a request names.
#include <algorithm>

#include "name_search.h"
#include "resolved_parts.h"

namespace genserve::pipeline {
namespace {

constexpr double MostWeight = 4;

std::string notInstalled(const std::string& name, const Catalogue& catalogue)
{
    std::vector<std::string> ids;
    for (const AdapterEntry& adapter : catalogue.adapters) {
        if (adapter.kind != AdapterKind::ControlNet) {
            ids.push_back(adapter.info.id);
        }
    }
    return "no LoRA '" + shownName(name) + "' is installed; " + suggestion(name, std::move(ids));
}

void useLora(const Resolving& step, const LoraChoice& choice, const std::string& field, const AdapterEntry& adapter)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    const std::string& id = adapter.info.id;
    if (adapter.kind == AdapterKind::ControlNet) {
        return check.fault(field + ".name", id + " is a ControlNet, which belongs in controlnets");
    }
    if (!adapter.info.problem.empty()) {
        return check.fault(field + ".name", id + " " + adapter.info.problem);
    }
    if (const std::string reason = misfit(adapter, model); !reason.empty()) {
        return check.fault(field + ".name", id + " does not fit model " + model.info.id + ": it " + reason);
    }
    if (adapter.kind == AdapterKind::ControlLora) {
        const bool isFirst = resolved.control == nullptr;
        check.require(request.controlImage.has_value(), "control_image", "is required by the control LoRA " + id);
        check.require(isFirst, field + ".name", "is a second control LoRA; there can be one");
        resolved.control = request.controlImage ? &*request.controlImage : nullptr;
    }
    if (choice.weight == 0 && adapter.kind == AdapterKind::Lora) {
        return check.warn(field + " has no effect with weight 0");
    }
    resolved.loras.push_back({id, adapter.info.location, choice.weight});
}

} // namespace

void resolveLoras(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    for (std::size_t i = 0; i < request.loras.size(); ++i) {
        const LoraChoice& choice = request.loras[i];
        const std::string field = "loras[" + std::to_string(i) + "]";
        check.requireRange(choice.weight, -MostWeight, MostWeight, field + ".weight");
        const auto adapter = adapterNamed(choice.name, model, catalogue);
        if (adapter) {
            useLora(step, choice, field, *adapter);
        } else if (adapter.error().code == ErrorCode::NotFound) {
            check.fault(field + ".name", notInstalled(choice.name, catalogue));
        } else {
            check.fault(field + ".name", describe(adapter.error()));
        }
    }
}

} // namespace genserve::pipeline
