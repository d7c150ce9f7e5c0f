// UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace genserve::service {

bool isUtf8(std::string_view text);
// Of valid UTF-8.
std::size_t countCodePoints(std::string_view text);
void appendUtf8(std::string& text, char32_t codePoint);
// Without ASCII's white space at both ends, as the engine trims prompts.
std::string_view trimmed(std::string_view text);

} // namespace genserve::service
