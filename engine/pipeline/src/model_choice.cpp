// Which model runs a request.
#include <algorithm>

#include "control_choice.h"
#include "name_search.h"
#include "pipeline/resolved_request.h"

namespace genserve::pipeline {
namespace {

constexpr std::string_view PreferredId = "flux1-dev";
constexpr std::string_view StarterId = "starter";

// Whether the request says itself what leads it: ControlNets or a control LoRA, which both work on base models.
bool namesItsControl(const GenerationRequest& request, const CatalogueEntry& model, const Catalogue& catalogue)
{
    return !request.controlNets.empty() || std::ranges::any_of(request.loras, [&](const LoraChoice& choice) {
        const auto adapter = adapterNamed(choice.name, model, catalogue);
        return adapter && adapter->kind == AdapterKind::ControlLora;
    });
}

// The Fill or control model that does better what the base model is asked for; nullptr where that one stays.
const CatalogueEntry* specialist(const GenerationRequest& request, const CatalogueEntry& base,
                                 const Catalogue& catalogue, bool isFree)
{
    if (!isBase(base.kind)) {
        return nullptr;
    }
    if (!wantsControl(request)) {
        return request.mode == Mode::Fill && isFree ? findFillModel(base, catalogue) : nullptr;
    }
    if (namesItsControl(request, base, catalogue)) {
        return nullptr;
    }
    const auto wanted = wantedControl(request);
    const auto* adapter = findControlAdapter(base, catalogue, wanted);
    const bool isOwn = std::ranges::any_of(base.own, [&](const auto& own) { return &own == adapter; });
    return isOwn || (adapter != nullptr && !isFree) ? nullptr : findControlModel(base, catalogue, wanted);
}

bool canServe(const GenerationRequest& request, const CatalogueEntry& model, const Catalogue& catalogue)
{
    if (!model.canRun()) {
        return false;
    }
    if (model.kind == ModelKind::Fill) {
        return request.mode == Mode::Fill && !wantsControl(request);
    }
    if (!wantsControl(request)) {
        return isBase(model.kind);
    }
    const auto wanted = wantedControl(request);
    if (isControl(model.kind)) {
        const auto kind = controlOf(model.kind);
        return !namesItsControl(request, model, catalogue) && (!kind || !wanted || *kind == *wanted);
    }
    return isBase(model.kind)
           && (namesItsControl(request, model, catalogue) || specialist(request, model, catalogue, true) != nullptr
               || findControlAdapter(model, catalogue, wanted) != nullptr);
}

// flux1-dev, else the first that does what is asked, the starter last; where none does, the first that runs at all.
Expected<CatalogueEntry> defaultModel(const GenerationRequest& request, const Catalogue& catalogue,
                                      std::vector<std::string>& warnings)
{
    std::vector<const CatalogueEntry*> order;
    for (const CatalogueEntry& model : catalogue.models) {
        order.push_back(&model);
    }
    std::ranges::stable_sort(order, {}, [](const CatalogueEntry* model) {
        return model->info.id == PreferredId ? 0 : model->info.id == StarterId ? 2 : 1;
    });
    const auto serves = [&](const CatalogueEntry* model) { return canServe(request, *model, catalogue); };
    const auto runs = [](const CatalogueEntry* model) { return model->canRun(); };
    const auto first = std::ranges::find_if(order, runs);
    if (first == order.end()) {
        return failure(ErrorCode::NotFound, "no model that can run is installed");
    }
    const auto found = std::ranges::find_if(order, serves);
    if (found != order.end() && found != first && isBase((*first)->kind)) {
        warnings.push_back("model " + (*found)->info.id + " is used, since " + (*first)->info.id
                           + " can't do this with what is installed");
    }
    return found != order.end() ? **found : **first;
}

// Besides the unknown model, the faults that the request has with any.
Error unknownModel(Error error, const GenerationRequest& request, const Catalogue& catalogue)
{
    CatalogueEntry any;
    any.kind = ModelKind::Dev;
    error.faults = {{"model_id", error.message}};
    if (const auto checked = resolveRequest(request, any, catalogue); !checked) {
        for (const Fault& fault : checked.error().faults) {
            if (fault.field != "mode") {
                error.message += "; " + fault.field + ": " + fault.problem;
                error.faults.push_back(fault);
            }
        }
    }
    return error;
}

// The faults of the whole request, so that the one of its mode does not hide the others.
Error impossible(const GenerationRequest& request, const CatalogueEntry& model, const Catalogue& catalogue)
{
    auto checked = resolveRequest(request, model, catalogue);
    return checked ? requestError({{"mode", whatEnablesControl(model, wantedControl(request))}})
                   : std::move(checked.error());
}

} // namespace

Expected<CatalogueEntry> chooseModel(const GenerationRequest& request, const Catalogue& catalogue,
                                     std::vector<std::string>& warnings)
{
    auto named =
        request.modelId.empty() ? defaultModel(request, catalogue, warnings) : resolveModel(request.modelId, catalogue);
    if (!named) {
        return tl::unexpected(unknownModel(std::move(named.error()), request, catalogue));
    }
    const bool isFree = request.modelId.empty() || request.modelId == PreferredId;
    if (const auto* chosen = specialist(request, *named, catalogue, isFree)) {
        warnings.push_back(
            "model " + chosen->info.id + " is used instead of " + named->info.id + ", which "
            + (wantsControl(request) ? "needs a control model for a control_image" : "would only blend in mode fill"));
        return *chosen;
    }
    const bool lacksControl = isBase(named->kind) && wantsControl(request)
                              && !namesItsControl(request, *named, catalogue)
                              && findControlAdapter(*named, catalogue, wantedControl(request)) == nullptr;
    if (lacksControl) {
        return tl::unexpected(impossible(request, *named, catalogue));
    }
    return named;
}

} // namespace genserve::pipeline
