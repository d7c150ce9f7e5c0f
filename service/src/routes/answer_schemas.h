// JSON schemas of what the routes answer, for the OpenAPI description.
#pragma once

#include <span>
#include <string_view>

namespace genserve::service {

struct NamedSchema {
    std::string_view name; // "Reply"
    std::string_view json;
};
std::span<const NamedSchema> answerSchemas();

} // namespace genserve::service
