#include "contract/read_field.h"

#include "content/base64.h"
#include "content/number_text.h"
#include "content/utf8.h"
#include "contract/read_lists.h"
#include "tasks/picture_format.h"
#include "wire/field_syntax.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace genserve::service {
namespace {

constexpr std::size_t MaxPictureBytes = std::size_t{50} * 1024 * 1024;

std::string numberWord(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", std::abs(value) < 1e15 ? 10 : 19, value);
    return std::abs(value) >= 9.2e18 ? "9223372036854775807" : text;
}

bool isChoice(std::string_view choices, std::string_view word)
{
    for (std::size_t at = 0; at <= choices.size();) {
        const std::size_t end = std::min(choices.find(' ', at), choices.size());
        if (!word.empty() && choices.substr(at, end - at) == word) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

void storeText(const FieldSpec& spec, std::string_view text, RequestDraft& draft)
{
    const std::string_view value = trimmed(text);
    const auto length = static_cast<double>(countCodePoints(value));
    if (text.find('\0') != text.npos) {
        return draft.fault(std::string(spec.name), "must not hold NUL");
    }
    if (length < spec.minimum || length > spec.maximum) {
        return draft.fault(std::string(spec.name), length < 1 ? "is empty" : rangeSentence(spec));
    }
    spec.store(draft, std::string(value));
}

void storeChoice(const FieldSpec& spec, const std::string& word, RequestDraft& draft)
{
    if (!isChoice(spec.choices, word)) {
        return draft.fault(std::string(spec.name), rangeSentence(spec));
    }
    spec.store(draft, word);
}

void storeNumber(const FieldSpec& spec, std::string_view text, RequestDraft& draft)
{
    const auto inRange = [&](double value) { return value >= spec.minimum && value <= spec.maximum; };
    if (spec.type == FieldType::Integer) {
        const auto value = parseInteger(text);
        if (value && inRange(static_cast<double>(*value))) {
            return spec.store(draft, *value);
        }
    } else if (const auto value = parseNumber(text); value && inRange(*value)) {
        return spec.store(draft, *value);
    }
    draft.fault(std::string(spec.name), rangeSentence(spec));
}

void storeSimple(const FieldSpec& spec, const std::string& text, RequestDraft& draft)
{
    switch (spec.type) {
    case FieldType::Text: return storeText(spec, text, draft);
    case FieldType::Choice: return storeChoice(spec, text, draft);
    default: return storeNumber(spec, text, draft);
    }
}

void storeFile(const FieldSpec& spec, std::string_view bytes, RequestDraft& draft)
{
    const std::string name(spec.name);
    if (bytes.size() > MaxPictureBytes) {
        return draft.fault(name, "is larger than 50 MB");
    }
    draft.pictures.push_back({name, name, std::make_shared<std::vector<std::uint8_t>>(bytes.begin(), bytes.end())});
}

// A file that came without a file's name, as RFC 7578 allows; base64 never starts like this.
bool isPicture(std::string_view bytes)
{
    return tasks::sniffPictureFormat({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}).has_value();
}

// Python writes True.
std::optional<bool> formBoolean(std::string_view text)
{
    const std::string word = lowerCase(text);
    const bool isTrue = word == "true" || word == "1", isFalse = word == "false" || word == "0";
    return isTrue || isFalse ? std::optional(isTrue) : std::nullopt;
}

} // namespace

std::string rangeSentence(const FieldSpec& spec)
{
    const std::string range = numberWord(spec.minimum) + " to " + numberWord(spec.maximum);
    std::string choices(spec.choices);
    switch (spec.type) {
    case FieldType::Text: return "must have " + range + " characters";
    case FieldType::Integer: return "must be an integer from " + range;
    case FieldType::Number: return "must be a number from " + range;
    case FieldType::Choice:
        for (std::size_t at = choices.find(' '); at != choices.npos; at = choices.find(' ', at + 2)) {
            choices.replace(at, 1, ", ");
        }
        return "must be one of " + choices;
    case FieldType::Boolean: return "must be true or false";
    case FieldType::Picture: return "must be a picture in base64";
    case FieldType::Loras:
    case FieldType::ControlNets: return "must be an array";
    case FieldType::Outpaint: return "must be an object";
    }
    return {};
}

void storeBase64(const std::string& role, const std::string& field, std::string_view text, RequestDraft& draft)
{
    auto bytes = decodeBase64(withoutDataPrefix(trimmed(text)), MaxPictureBytes);
    if (!bytes) {
        return draft.fault(field, bytes.error());
    }
    draft.pictures.push_back({role, field, std::make_shared<std::vector<std::uint8_t>>(*std::move(bytes))});
}

void readJsonField(const FieldSpec& spec, const JsonValue& value, RequestDraft& draft)
{
    using Kind = JsonValue::Kind;
    if (value.kind == Kind::Null) {
        return;
    }
    const std::string name(spec.name);
    draft.sent.insert(name);
    const bool isString = value.kind == Kind::String;
    switch (spec.type) {
    case FieldType::Text:
    case FieldType::Choice:
        return isString ? storeSimple(spec, value.text(), draft) : draft.fault(name, "must be a string");
    case FieldType::Integer:
    case FieldType::Number:
        return isString || value.kind == Kind::Number ? storeSimple(spec, std::string(value.raw), draft)
                                                      : draft.fault(name, rangeSentence(spec));
    case FieldType::Boolean:
        return value.kind == Kind::Boolean ? spec.store(draft, value.boolean) : draft.fault(name, rangeSentence(spec));
    case FieldType::Picture:
        if (!isString) {
            return draft.fault(name, rangeSentence(spec));
        }
        // Nearly always without escapes, so that the base64 is read where it lies.
        return value.hasEscapes ? storeBase64(name, name, value.text(), draft)
                                : storeBase64(name, name, value.raw, draft);
    case FieldType::Loras:
    case FieldType::ControlNets:
    case FieldType::Outpaint: return isString ? readListText(spec, value.text(), draft) : readList(spec, value, draft);
    }
}

void readFormField(const FieldSpec& spec, std::string_view text, bool isFile, RequestDraft& draft)
{
    if (text.empty() && spec.requiredIn != InEvery) {
        return;
    }
    const std::string name(spec.name);
    if (!draft.sent.insert(name).second) {
        return draft.fault(name, "stands twice in the form");
    }
    if (spec.type == FieldType::Picture) {
        return isFile || isPicture(text) ? storeFile(spec, text, draft) : storeBase64(name, name, text, draft);
    }
    if (!isUtf8(text)) {
        return draft.fault(name, "is not UTF-8");
    }
    switch (spec.type) {
    case FieldType::Boolean:
        if (const auto value = formBoolean(text)) {
            return spec.store(draft, *value);
        }
        return draft.fault(name, rangeSentence(spec));
    case FieldType::Loras:
    case FieldType::ControlNets:
    case FieldType::Outpaint: return readListText(spec, text, draft);
    default: return storeSimple(spec, std::string(text), draft);
    }
}

} // namespace genserve::service
