// Fields of untrusted JSON objects by key.
#pragma once

#include "foreign_values.h"

#include <nlohmann/json.hpp>

#include <string>

namespace genserve::tasks {

// A null where the text is no JSON.
inline nlohmann::json foreignJson(std::string_view text)
{
    constexpr bool ThrowsExceptions = false;
    auto json = nlohmann::json::parse(text, nullptr, ThrowsExceptions);
    return json.is_discarded() ? nlohmann::json() : json;
}

// nullptr where the value is no object or has no such key.
inline const nlohmann::json* fieldOf(const nlohmann::json& object, const char* key)
{
    if (!object.is_object()) {
        return nullptr;
    }
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

// Numbers may stand as numbers or as texts.
template <class T>
void takeNumberOf(T& target, const nlohmann::json& object, const char* key)
{
    const auto* value = fieldOf(object, key);
    if (value && value->is_number()) {
        takeNumber(target, value->dump());
    } else if (value && value->is_string()) {
        takeNumber(target, value->get_ref<const std::string&>());
    }
}

inline void takeTextOf(std::string& target, const nlohmann::json& object, const char* key)
{
    const auto* value = fieldOf(object, key);
    if (value && value->is_string()) {
        takeText(target, value->get_ref<const std::string&>());
    }
}

inline void takeTextOf(std::optional<std::string>& target, const nlohmann::json& object, const char* key)
{
    std::string text;
    takeTextOf(text, object, key);
    if (!text.empty()) {
        target = std::move(text);
    }
}

} // namespace genserve::tasks
