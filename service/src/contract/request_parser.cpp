#include "contract/request_parser.h"

#include "content/utf8.h"
#include "contract/read_field.h"

#include <algorithm>
#include <span>

namespace genserve::service {
namespace {

constexpr std::size_t MaxNameInWarning = 64;

void warnOfUnknown(std::string_view name, RequestDraft& draft)
{
    std::string_view shown = name.substr(0, MaxNameInWarning);
    while (!isUtf8(shown)) { // cut inside a character, or the name of a form's part, which may be any bytes
        shown.remove_suffix(1);
    }
    draft.warnings.push_back("unknown field \"" + std::string(shown) + "\" was ignored");
}

WireResult<RequestDraft> readJson(Spool& body)
{
    const auto bytes = body.view();
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const auto value = scanJson(*bytes);
    if (!value) {
        return wireFault(400, "bad_json",
                         "the body is not proper JSON: " + value.error().problem + ", at byte "
                             + std::to_string(value.error().offset));
    }
    if (value->kind != JsonValue::Kind::Object) {
        return wireFault(400, "bad_json", "the body is JSON, but no object");
    }
    RequestDraft draft;
    for (const auto& [key, member] : value->members) {
        if (const FieldSpec* const spec = findField(key)) {
            readJsonField(*spec, member, draft);
        } else {
            warnOfUnknown(key, draft);
        }
    }
    return draft;
}

WireResult<RequestDraft> readForm(std::vector<FormPart>& parts)
{
    RequestDraft draft;
    for (FormPart& part : parts) {
        const auto bytes = part.content.view();
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        if (const FieldSpec* const spec = findField(part.name)) {
            readFormField(*spec, *bytes, part.isFile, draft);
        } else {
            warnOfUnknown(part.name, draft);
        }
    }
    return draft;
}

void checkSide(std::string_view name, const std::optional<int>& side, RequestDraft& draft)
{
    if (!side) {
        return;
    }
    if (*side > 0 && *side < MinSide) {
        draft.fault(std::string(name), "must be 0 or an integer from 16 to 4096");
    } else if (*side == 0 && !draft.has("input_image")) {
        draft.fault(std::string(name), "is 0, but there is no input_image to take it from");
    }
}

Fault tooManyPixels(std::int64_t maxPixels)
{
    return {"width", "times height must be at most " + std::to_string(maxPixels)};
}

void checkSize(RequestDraft& draft, std::int64_t maxPixels)
{
    const GenerationRequest& request = draft.request;
    checkSide("height", request.height, draft);
    checkSide("width", request.width, draft);
    if (std::int64_t{request.width.value_or(0)} * request.height.value_or(0) > maxPixels) {
        draft.faults.push_back(tooManyPixels(maxPixels));
    }
}

void checkRequired(RequestDraft& draft)
{
    for (const FieldSpec& spec : requestFields()) {
        const bool isMissing = (spec.requiredIn & modeBit(draft.request.mode)) != 0 && !draft.has(spec.name);
        const bool outpaintDoes = spec.name == "mask_image" && draft.has("outpaint");
        if (isMissing && !outpaintDoes) {
            const std::string mode(toString(draft.request.mode));
            draft.fault(std::string(spec.name),
                        spec.requiredIn == InEvery ? "is required" : "is required in mode " + mode);
        }
    }
}

// Adds a fault unless the id is one of the installed ones. Also keeps paths out, which the engine would open.
void checkInstalled(const std::string& field, const std::string& id, const std::vector<std::string>& installed,
                    RequestDraft& draft)
{
    if (id.empty() || std::ranges::find(installed, id) != installed.end()) {
        return;
    }
    constexpr std::size_t MostNamed = 50;
    std::string known;
    for (const std::string& one : std::span(installed).first(std::min(installed.size(), MostNamed))) {
        known += (known.empty() ? "" : ", ") + one;
    }
    known += installed.size() > MostNamed ? ", ..." : "";
    draft.fault(field, known.empty() ? "is not installed; none is" : "is not installed; installed are " + known);
}

void checkAdapters(RequestDraft& draft, const RequestRules& rules)
{
    const GenerationRequest& request = draft.request;
    for (std::size_t i = 0; i < request.loras.size(); ++i) {
        checkInstalled("loras[" + std::to_string(i) + "].name", request.loras[i].name, rules.loras, draft);
    }
    for (std::size_t i = 0; i < request.controlNets.size(); ++i) {
        checkInstalled("controlnets[" + std::to_string(i) + "].id", request.controlNets[i].id, rules.controlNets,
                       draft);
    }
}

void settleSeed(RequestDraft& draft, const std::function<std::uint32_t()>& draw)
{
    constexpr std::int64_t LowBits = 0xFFFFFFFF;
    if (draft.drawsSeed) {
        draft.request.seed = draw();
    } else if (draft.request.seed > LowBits) {
        draft.warnings.push_back("the noise depends on the seed's low 32 bits only: seed "
                                 + std::to_string(draft.request.seed & LowBits) + " gives the same picture");
    }
}

} // namespace

WireResult<RequestDraft> readRequest(Body& body)
{
    return body.kind == BodyKind::Form ? readForm(body.parts) : readJson(body.whole);
}

void checkDraft(RequestDraft& draft, const RequestRules& rules)
{
    checkRequired(draft);
    checkSize(draft, rules.maxPixels);
    checkInstalled("model_id", draft.request.modelId, rules.models, draft);
    checkAdapters(draft, rules);
    settleSeed(draft, rules.drawSeed);
}

void checkByModels(RequestDraft& draft, const RequestRules& rules)
{
    const auto pixels = rules.check ? rules.check(draft.request) : Expected<std::int64_t>(0);
    const std::vector<Fault> found = !pixels                     ? pixels.error().faults
                                     : *pixels > rules.maxPixels ? std::vector{tooManyPixels(rules.maxPixels)}
                                                                 : std::vector<Fault>();
    const auto known = draft.faults;
    for (const Fault& fault : found) {
        if (std::ranges::find(known, fault.field, &Fault::field) == known.end()) {
            draft.faults.push_back(fault);
        }
    }
}

} // namespace genserve::service
