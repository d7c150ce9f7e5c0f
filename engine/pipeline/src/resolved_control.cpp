// What leads a picture by control maps: a control model, a control LoRA or ControlNets.
#include <algorithm>

#include "model_kind.h"
#include "name_search.h"
#include "resolved_parts.h"

namespace genserve::pipeline {
namespace {

constexpr double DefaultScale = 0.7;
constexpr double MostScale = 2;

std::string numbered(const std::vector<std::string>& modes)
{
    std::string text;
    for (std::size_t i = 0; i < modes.size(); ++i) {
        text.append(i == 0 ? "" : ", ").append(std::to_string(i)).append(" ").append(modes[i]);
    }
    return text;
}

// The number of the mode that a union net runs in; absent where nothing says it, or where the net has no modes.
std::optional<int> modeFor(const AdapterEntry& net, std::optional<int> asked, const Resolving& step,
                           const std::string& field)
{
    const auto& modes = net.info.unionModes;
    if (!net.isUnion) {
        step.check.unused(asked.has_value(), field, "with " + net.info.id + ", which is no union ControlNet");
        return std::nullopt;
    }
    if (asked) {
        step.check.require(*asked >= 0 && *asked < static_cast<int>(modes.size()), field,
                           std::to_string(*asked) + " is none of the modes of " + net.info.id + ": " + numbered(modes));
        return asked;
    }
    const auto wanted = wantedControl(step.request);
    const auto found = wanted ? std::ranges::find(modes, toString(*wanted)) : modes.end();
    if (found == modes.end()) {
        step.check.fault(field, "the union ControlNet " + net.info.id
                                    + " needs to know its mode or a control_type: " + numbered(modes));
        return std::nullopt;
    }
    return static_cast<int>(found - modes.begin());
}

// Maps of another kind than canny can't be made here, and other kinds of control are led astray by edges.
void checkEdges(const Resolving& step, const std::string& user, std::optional<ControlType> kind)
{
    const auto& request = step.request;
    const auto wanted = wantedControl(request);
    const bool isOther = kind && wanted && *kind != *wanted;
    if (isOther && request.controlPreprocess) {
        step.check.fault("control_preprocess", "makes edge maps, but " + user + " is for "
                                                   + std::string(toString(*kind)) + " maps, which the caller supplies");
    } else if (isOther) {
        step.check.warn(user + " is made for " + std::string(toString(*kind)) + " maps, not for "
                        + std::string(toString(*wanted)));
    }
}

void useNet(const Resolving& step, const AdapterEntry& net, const ControlNetChoice& choice,
            const std::string& modeField)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    ControlNetUse use;
    use.id = net.info.id;
    use.location = net.info.location;
    use.image = choice.image ? &*choice.image : request.controlImage ? &*request.controlImage : nullptr;
    if (request.mode != Mode::ControlNet) { // which requires it in any case
        check.require(use.image != nullptr, "control_image", "is required by the ControlNet " + net.info.id);
    }
    use.mode = modeFor(net, choice.mode, step, modeField);
    use.scale = choice.scale;
    use.start = choice.start;
    use.end = choice.end;
    auto kind = net.controlType;
    if (use.mode && *use.mode >= 0 && *use.mode < static_cast<int>(net.info.unionModes.size())) {
        kind = controlTypeFromString(net.info.unionModes[static_cast<std::size_t>(*use.mode)]);
    }
    checkEdges(step, "the ControlNet " + net.info.id, kind);
    resolved.controlNets.push_back(std::move(use));
}

void useChoice(const Resolving& step, const ControlNetChoice& choice, const std::string& field)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    check.requireRange(choice.scale, 0, MostScale, field + ".scale");
    check.requireRange(choice.start, 0, 1, field + ".start");
    check.requireRange(choice.end, 0, 1, field + ".end");
    check.require(choice.start <= choice.end, field + ".start", "is behind its end");
    if (choice.id.empty()) {
        const auto* net = findControlNet(model, catalogue, wantedControl(request));
        return net != nullptr ? useNet(step, *net, choice, field + ".mode")
                              : check.fault(field + ".id", "no ControlNet that fits is installed");
    }
    const auto net = adapterNamed(choice.id, model, catalogue);
    if (!net && net.error().code == ErrorCode::NotFound) {
        std::vector<std::string> ids;
        for (const auto& adapter : catalogue.adapters) {
            if (adapter.kind == AdapterKind::ControlNet) {
                ids.push_back(adapter.info.id);
            }
        }
        return check.fault(field + ".id", "no ControlNet '" + shownName(choice.id) + "' is installed; "
                                              + suggestion(choice.id, std::move(ids)));
    }
    if (!net) {
        return check.fault(field + ".id", describe(net.error()));
    }
    if (net->kind != AdapterKind::ControlNet) {
        return check.fault(field + ".id", net->info.id + " is a LoRA, which belongs in loras");
    }
    if (!net->info.problem.empty()) {
        return check.fault(field + ".id", net->info.id + " " + net->info.problem);
    }
    if (const auto reason = misfit(*net, model); !reason.empty()) {
        return check.fault(field + ".id", net->info.id + " does not fit model " + model.info.id + ": it " + reason);
    }
    useNet(step, *net, choice, field + ".mode");
}

void useNamedNets(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    if (resolved.control != nullptr) {
        return check.fault("controlnets", "can't be combined with a control LoRA");
    }
    bool usesControlImage = false;
    bool takesScale = false;
    for (std::size_t i = 0; i < request.controlNets.size(); ++i) {
        const auto& choice = request.controlNets[i];
        useChoice(step, choice, "controlnets[" + std::to_string(i) + "]");
        usesControlImage = usesControlImage || !choice.image;
        takesScale = takesScale || choice.scale == request.controlScale || choice.start == request.controlStart
                     || choice.end == request.controlEnd;
    }
    check.unused(request.controlImage && !usesControlImage, "control_image",
                 "where every one of controlnets has its own");
    const std::string reason = "where controlnets have their own";
    check.unused(request.controlScale && !takesScale, "controlnet_conditioning_scale", reason);
    check.unused(request.controlStart && !takesScale, "control_guidance_start", reason);
    check.unused(request.controlEnd && !takesScale, "control_guidance_end", reason);
}

void useInstalled(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    const auto wanted = wantedControl(request);
    const auto* adapter = findControlAdapter(model, catalogue, wanted);
    if (adapter == nullptr) {
        return check.fault("mode", whatEnablesControl(model, wanted));
    }
    if (wanted && !adapter->isUnion && !adapter->controlType) {
        check.warn(adapter->info.id + " is used for " + std::string(toString(*wanted))
                   + " control; nothing in its file or name says what it is for");
    }
    if (adapter->kind == AdapterKind::ControlNet) {
        ControlNetChoice choice;
        choice.scale = request.controlScale.value_or(DefaultScale);
        choice.start = request.controlStart.value_or(0);
        choice.end = request.controlEnd.value_or(1);
        return useNet(step, *adapter, choice, "control_type");
    }
    checkEdges(step, "the control LoRA " + adapter->info.id, adapter->controlType);
    if (!request.cfg) { // what the LoRA was distilled from wants another guidance than its base
        resolved.cfg = valuesOf(adapter->controlType == ControlType::Depth ? ModelKind::Depth : ModelKind::Canny).cfg;
    }
    resolved.control = request.controlImage ? &*request.controlImage : nullptr;
    resolved.loras.insert(resolved.loras.begin(), {adapter->info.id, adapter->info.location, 1.0});
}

void warnUnused(const Resolving& step, const std::string& reason)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    check.unused(request.controlImage.has_value(), "control_image", reason);
    check.unused(request.controlType && *request.controlType != ControlType::None, "control_type", reason);
    check.unused(request.controlPreprocess, "control_preprocess", reason);
    check.unused(!request.controlNets.empty(), "controlnets", reason);
}

void warnUnusedScale(const GenerationRequest& request, RequestCheck& check)
{
    const std::string reason = "without a ControlNet";
    check.unused(request.controlScale.has_value(), "controlnet_conditioning_scale", reason);
    check.unused(request.controlStart.has_value(), "control_guidance_start", reason);
    check.unused(request.controlEnd.has_value(), "control_guidance_end", reason);
}

void useModel(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    check.require(request.controlNets.empty(), "controlnets",
                  "work with base models, not with the control model " + model.info.id);
    check.require(resolved.control == nullptr, "loras", "model " + model.info.id + " needs no control LoRA");
    if (request.mode != Mode::ControlNet) {
        check.require(request.controlImage.has_value(), "control_image", "is required by model " + model.info.id);
    }
    checkEdges(step, "model " + model.info.id, controlOf(model.kind));
    resolved.control = request.controlImage ? &*request.controlImage : nullptr;
}

void checkRanges(const GenerationRequest& request, RequestCheck& check)
{
    check.requireRange(request.controlScale.value_or(DefaultScale), 0, MostScale, "controlnet_conditioning_scale");
    const double start = request.controlStart.value_or(0);
    const double end = request.controlEnd.value_or(1);
    check.requireRange(start, 0, 1, "control_guidance_start");
    check.requireRange(end, 0, 1, "control_guidance_end");
    check.require(start <= end, "control_guidance_start", "is behind control_guidance_end");
    const auto type = request.controlType.value_or(ControlType::None);
    check.require(!request.controlPreprocess || type == ControlType::None || type == ControlType::Canny,
                  "control_preprocess",
                  "makes canny edges only; " + std::string(toString(type)) + " maps are supplied by the caller");
}

// Every net of a request in mode controlnet may bring its own map.
bool hasAllMaps(const GenerationRequest& request)
{
    return request.controlImage
           || (!request.controlNets.empty()
               && std::ranges::all_of(request.controlNets, [](const auto& net) { return net.image.has_value(); }));
}

} // namespace

void resolveControl(const Resolving& step)
{
    const auto& [request, model, catalogue, check, resolved] = step;
    checkRanges(request, check);
    if (request.mode == Mode::ControlNet) {
        check.require(request.inputImage || request.strength.value_or(1) >= 1, "input_image",
                      "is required in mode controlnet with a strength below 1");
        check.require(hasAllMaps(request), "control_image", "is required in mode controlnet");
    }
    resolved.findEdges = request.controlPreprocess && wantsControl(request);
    if (isControl(model.kind)) {
        useModel(step);
    } else if (!wantsControl(request)) {
        warnUnused(step, "without a control_image");
    } else if (!isBase(model.kind)) {
        resolved.findEdges = false;
        warnUnused(step, "with model " + model.info.id);
    } else if (!request.controlNets.empty()) {
        useNamedNets(step);
    } else if (resolved.control == nullptr) {
        useInstalled(step);
    }
    if (resolved.controlNets.empty() && request.controlNets.empty()) {
        warnUnusedScale(request, check);
    }
}

} // namespace genserve::pipeline
