#include "wire/field_syntax.h"

#include <algorithm>
#include <limits>

namespace genserve::service {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isTokenCharacter(char c)
{
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z')
           || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

// Takes one `name=value` from the front of rest, which starts after a ';'. False where the syntax is broken.
bool takeParameter(std::string_view& rest, std::string& name, std::string& value)
{
    rest = trimBlanks(rest);
    const std::size_t equals = rest.find('=');
    if (equals == rest.npos || !isToken(rest.substr(0, equals))) {
        return false;
    }
    name = lowerCase(rest.substr(0, equals));
    value.clear();
    rest.remove_prefix(equals + 1);
    if (rest.empty() || rest.front() != '"') {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        value = trimBlanks(rest.substr(0, end));
        rest.remove_prefix(end);
        return isToken(value);
    }
    std::size_t at = 1;
    while (at < rest.size() && rest[at] != '"') {
        // Only a quote or a backslash can be escaped: older browsers send Windows paths with bare backslashes.
        if (rest[at] == '\\' && at + 1 < rest.size() && (rest[at + 1] == '"' || rest[at + 1] == '\\')) {
            ++at;
        }
        value += rest[at++];
    }
    if (at >= rest.size()) {
        return false;
    }
    rest.remove_prefix(at + 1);
    rest = trimBlanks(rest);
    return rest.empty() || rest.front() == ';';
}

} // namespace

std::optional<int> hexDigit(char c)
{
    if (isDigit(c)) {
        return c - '0';
    }
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? std::optional(small - 'a' + 10) : std::nullopt;
}

bool isToken(std::string_view text) { return !text.empty() && std::ranges::all_of(text, isTokenCharacter); }

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view trimBlanks(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == text.npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() && equalsIgnoringCase(text.substr(0, prefix.size()), prefix);
}

std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        if (i + 2 >= text.size()) {
            return std::nullopt;
        }
        const auto high = hexDigit(text[i + 1]);
        const auto low = hexDigit(text[i + 2]);
        if (!high || !low) {
            return std::nullopt;
        }
        result += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return result;
}

std::string withoutNeedlessEscapes(std::string_view path)
{
    const auto isUnreserved = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || std::string_view("-._~").find(c) != std::string_view::npos;
    };
    std::string result;
    while (!path.empty()) {
        const auto decoded = path.front() == '%' ? percentDecoded(path.substr(0, 3)) : std::nullopt;
        const bool isNeedless = decoded && decoded->size() == 1 && isUnreserved(decoded->front());
        result += isNeedless ? decoded->front() : path.front();
        path.remove_prefix(isNeedless ? 3 : 1);
    }
    return result;
}

bool hasValidEscapes(std::string_view text)
{
    const auto decoded = percentDecoded(text);
    return decoded
           && std::ranges::none_of(*decoded, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<std::uint64_t> parseDecimal(std::string_view digits)
{
    constexpr auto Largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t value = 0;
    for (const char c : digits) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (value > (Largest - digit) / 10) {
            return std::nullopt;
        }
        value = value * 10 + digit;
    }
    return value;
}

bool listContains(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (equalsIgnoringCase(trimBlanks(list.substr(0, comma)), word)) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

std::string mediaType(std::string_view contentType)
{
    return lowerCase(trimBlanks(contentType.substr(0, std::min(contentType.find(';'), contentType.size()))));
}

std::optional<Parameter> parameter(std::string_view fieldValue, std::string_view name)
{
    std::optional<Parameter> result;
    std::string_view rest = fieldValue.substr(std::min(fieldValue.find(';'), fieldValue.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1); // the semicolon
        if (trimBlanks(rest).empty()) {
            break;
        }
        std::string found;
        std::string value;
        if (!takeParameter(rest, found, value)) {
            return std::nullopt;
        }
        if (found == name) {
            const bool isTwice = result.has_value();
            result = Parameter{std::move(value), isTwice};
        }
    }
    return result;
}

} // namespace genserve::service
