#include "contract/read_lists.h"

#include "content/number_text.h"
#include "contract/read_field.h"

#include <algorithm>
#include <array>

namespace genserve::service {
namespace {

// Reads the members of one object and notes what is wrong with them.
class ObjectReader {
public:
    ObjectReader(const JsonValue& object, std::string place, RequestDraft& draft)
        : m_object(object), m_place(std::move(place)), m_draft(draft)
    {
    }

    std::string text(std::string_view key, bool isRequired)
    {
        const JsonValue* const value = find(key);
        if (!value) {
            if (isRequired) {
                fault(key, "is required");
            }
            return {};
        }
        if (value->kind != JsonValue::Kind::String || (isRequired && value->raw.empty()) || value->raw.size() > 400) {
            fault(key, "must be a string of 1 to 400 bytes");
            return {};
        }
        return value->text();
    }
    double number(std::string_view key, double fallback, double minimum, double maximum)
    {
        const JsonValue* const value = find(key);
        if (!value) {
            return fallback;
        }
        const auto number = isNumeric(*value) ? parseNumber(value->raw) : std::nullopt;
        if (!number || *number < minimum || *number > maximum) {
            fault(key, "must be a number from " + word(minimum) + " to " + word(maximum));
            return fallback;
        }
        return *number;
    }
    std::optional<int> integer(std::string_view key, int maximum)
    {
        const JsonValue* const value = find(key);
        if (!value) {
            return std::nullopt;
        }
        const auto number = isNumeric(*value) ? parseInteger(value->raw) : std::nullopt;
        if (!number || *number < 0 || *number > maximum) {
            fault(key, "must be an integer from 0 to " + std::to_string(maximum));
            return std::nullopt;
        }
        return static_cast<int>(*number);
    }
    const JsonValue* find(std::string_view key)
    {
        const JsonValue* const value = m_object.member(key);
        return value && value->kind != JsonValue::Kind::Null ? value : nullptr;
    }
    void warnOfOthers(std::string_view known)
    {
        for (const auto& [key, value] : m_object.members) {
            const std::string padded = ' ' + key + ' ';
            if (std::string(" ").append(known).append(" ").find(padded) == std::string::npos) {
                m_draft.warnings.push_back("unknown field \"" + m_place + '.' + key + "\" was ignored");
            }
        }
    }
    void fault(std::string_view key, std::string problem)
    {
        m_draft.fault(m_place + '.' + std::string(key), std::move(problem));
    }

private:
    static bool isNumeric(const JsonValue& value)
    {
        return value.kind == JsonValue::Kind::Number || value.kind == JsonValue::Kind::String;
    }
    static std::string word(double value) { return std::to_string(static_cast<int>(value)); }

    const JsonValue& m_object;
    std::string m_place;
    RequestDraft& m_draft;
};

void readLora(const JsonValue& value, const std::string& place, RequestDraft& draft)
{
    ObjectReader reader(value, place, draft);
    LoraChoice lora;
    lora.name = reader.text("name", true);
    lora.weight = reader.number("weight", 1, -MaxLoraWeight, MaxLoraWeight);
    reader.warnOfOthers("name weight");
    draft.request.loras.push_back(std::move(lora));
}

void readControlNet(const JsonValue& value, const std::string& place, RequestDraft& draft)
{
    ObjectReader reader(value, place, draft);
    ControlNetChoice net;
    net.id = reader.text("id", false);
    net.mode = reader.integer("mode", MaxUnionMode);
    net.scale = reader.number("scale", net.scale, 0, MaxControlScale);
    net.start = reader.number("start", net.start, 0, 1);
    net.end = reader.number("end", net.end, 0, 1);
    reader.warnOfOthers("id image mode scale start end");
    if (const JsonValue* const image = reader.find("image")) {
        const std::string role = "controlnets/" + std::to_string(draft.request.controlNets.size());
        if (image->kind == JsonValue::Kind::String) {
            storeBase64(role, place + ".image", image->hasEscapes ? image->text() : std::string(image->raw), draft);
        } else {
            reader.fault("image", "must be a picture in base64");
        }
    }
    draft.request.controlNets.push_back(std::move(net));
}

void readOutpaint(const JsonValue& value, RequestDraft& draft)
{
    ObjectReader reader(value, "outpaint", draft);
    Outpaint outpaint;
    outpaint.left = reader.integer("left", MaxOutpaint).value_or(0);
    outpaint.top = reader.integer("top", MaxOutpaint).value_or(0);
    outpaint.right = reader.integer("right", MaxOutpaint).value_or(0);
    outpaint.bottom = reader.integer("bottom", MaxOutpaint).value_or(0);
    reader.warnOfOthers("left top right bottom");
    draft.request.outpaint = outpaint;
}

} // namespace

void readList(const FieldSpec& spec, const JsonValue& value, RequestDraft& draft)
{
    const std::string name(spec.name);
    draft.sent.insert(name);
    if (spec.type == FieldType::Outpaint) {
        return value.kind == JsonValue::Kind::Object ? readOutpaint(value, draft)
                                                     : draft.fault(name, rangeSentence(spec));
    }
    if (value.kind != JsonValue::Kind::Array) {
        return draft.fault(name, rangeSentence(spec));
    }
    const std::size_t most = spec.type == FieldType::Loras ? MaxLoras : MaxControlNets;
    if (value.items.size() > most) {
        return draft.fault(name, "must have at most " + std::to_string(most) + " entries");
    }
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const std::string place = name + '[' + std::to_string(i) + ']';
        if (value.items[i].kind != JsonValue::Kind::Object) {
            draft.fault(place, "must be an object");
        } else if (spec.type == FieldType::Loras) {
            readLora(value.items[i], place, draft);
        } else {
            readControlNet(value.items[i], place, draft);
        }
    }
}

void readListText(const FieldSpec& spec, std::string_view text, RequestDraft& draft)
{
    const auto value = scanJson(text);
    if (!value) {
        return draft.fault(std::string(spec.name), "is not JSON: " + value.error().problem);
    }
    if (value->kind != JsonValue::Kind::Null) {
        readList(spec, *value, draft);
    }
}

} // namespace genserve::service
