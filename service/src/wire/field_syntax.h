// Words of HTTP's grammar, over ASCII and without locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genserve::service {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
std::optional<int> hexDigit(char c);

bool isToken(std::string_view text); // at least one character, all of RFC 9110's tchar
std::string lowerCase(std::string_view text);
std::string_view trimBlanks(std::string_view text); // spaces and tabs
bool equalsIgnoringCase(std::string_view a, std::string_view b);
bool startsWithIgnoringCase(std::string_view text, std::string_view prefix);

// Every '%' is followed by two hexadecimal digits that are not those of a control character.
bool hasValidEscapes(std::string_view text);
// As RFC 3986 makes equal paths equal: "%7e" is "~", while "%2f" stays, since it is no "/".
std::string withoutNeedlessEscapes(std::string_view path);
// The text with its percent escapes resolved; '+' stays. Absent where an escape is broken.
std::optional<std::string> percentDecoded(std::string_view text);

// Digits only; absent where the value exceeds 2^63-1.
std::optional<std::uint64_t> parseDecimal(std::string_view digits);

// Whether a comma-separated list holds the word, whatever its case.
bool listContains(std::string_view list, std::string_view word);

// "type/subtype" in lower case, of a Content-Type value.
std::string mediaType(std::string_view contentType);
// One parameter of a value such as `form-data; name="x"`; quoted strings are unquoted. Absent where it is missing or
// its syntax is broken; isTwice is set where it stands twice.
struct Parameter {
    std::string value;
    bool isTwice = false;
};
std::optional<Parameter> parameter(std::string_view fieldValue, std::string_view name);

} // namespace genserve::service
