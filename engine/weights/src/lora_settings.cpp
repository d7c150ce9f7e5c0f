#include "lora_settings.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace genserve::weights {

namespace {

using Json = nlohmann::json;

constexpr std::string_view MetadataName = "lora_adapter_metadata";
constexpr int MaxDepth = 8;

constexpr std::pair<LoraTarget, std::string_view> Components[] = {
    {LoraTarget::Transformer, "transformer."},
    {LoraTarget::ClipText, "text_encoder."},
    {LoraTarget::T5Encoder, "text_encoder_2."},
};

tl::unexpected<Error> fault(const std::string& what)
{
    return failure(ErrorCode::CorruptFile, std::string(MetadataName) + ": " + what);
}

// nlohmann builds a tree, so the depth of a hostile text is limited while it is read.
Json parseBounded(const std::string& text)
{
    bool isTooDeep = false;
    const auto keepShallow = [&isTooDeep](int depth, Json::parse_event_t, Json&) {
        isTooDeep = isTooDeep || depth > MaxDepth;
        return !isTooDeep;
    };
    Json json = Json::parse(text, keepShallow, false);
    return isTooDeep ? Json(Json::value_t::discarded) : json;
}

// peft.utils.other.get_pattern_key: the whole name, or its end after a dot; "^" forbids the latter.
bool fits(std::string_view pattern, std::string_view module)
{
    if (pattern.starts_with('^')) {
        return pattern.substr(1) == module;
    }
    return module.ends_with(pattern)
           && (module.size() == pattern.size() || module[module.size() - pattern.size() - 1] == '.');
}

} // namespace

Expected<LoraSettings> LoraSettings::parse(const std::map<std::string, std::string>& metadata)
{
    LoraSettings settings;
    const auto entry = metadata.find(std::string(MetadataName));
    if (entry == metadata.end() || entry->second.empty()) {
        return settings;
    }
    const Json json = parseBounded(entry->second);
    if (!json.is_object()) {
        return fault("is no JSON object");
    }
    for (const auto& [target, prefix] : Components) {
        const auto value = [&](std::string_view name) {
            const auto place = json.find(std::string(prefix) + std::string(name));
            return place == json.end() ? Json() : *place;
        };
        const Json alpha = value("lora_alpha");
        if (value("r").is_null() && alpha.is_null()) {
            continue;
        }
        if (!alpha.is_null() && !alpha.is_number()) {
            return fault(std::string(prefix) + "lora_alpha is no number");
        }
        Component component;
        component.alpha = alpha.is_null() ? component.alpha : alpha.get<double>();
        component.isRankStabilised = value("use_rslora") == Json(true);
        const Json patterns = value("alpha_pattern");
        if (patterns.is_object()) {
            for (const auto& pattern : patterns.items()) {
                if (!pattern.value().is_number()) {
                    return fault(std::string(prefix) + "alpha_pattern holds something else than numbers");
                }
                component.alphaOfModule.emplace(pattern.key(), pattern.value().get<double>());
            }
        }
        settings.m_components.emplace(target, std::move(component));
    }
    return settings;
}

std::optional<double> LoraSettings::scaleOf(LoraTarget target, std::string_view module, std::int64_t rank) const
{
    const auto place = m_components.find(target);
    if (place == m_components.end()) {
        return std::nullopt;
    }
    const Component& component = place->second;
    const auto own = std::ranges::find_if(component.alphaOfModule,
                                          [module](const auto& entry) { return fits(entry.first, module); });
    const double alpha = own == component.alphaOfModule.end() ? component.alpha : own->second;
    const auto r = static_cast<double>(rank);
    return alpha / (component.isRankStabilised ? std::sqrt(r) : r);
}

} // namespace genserve::weights
