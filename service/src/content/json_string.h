// Strings of JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace genserve::service {

struct JsonStringEnd {
    std::size_t end = 0; // offset of the closing quote
    bool hasEscapes = false;
};
struct JsonStringFault {
    std::size_t offset = 0;
    const char* problem = "";
};

// start: offset after the opening quote. Checks control characters, escapes, surrogate pairs and UTF-8.
tl::expected<JsonStringEnd, JsonStringFault> findStringEnd(std::string_view bytes, std::size_t start);

// The text of a string that findStringEnd() has let through.
std::string unescaped(std::string_view raw);

} // namespace genserve::service
