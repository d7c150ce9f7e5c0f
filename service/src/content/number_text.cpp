#include "content/number_text.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace genserve::service {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// from_chars alone would take "inf", "nan", ".5" and "1." too.
bool isNumber(std::string_view text)
{
    const auto digits = [&] {
        std::size_t count = 0;
        while (count < text.size() && isDigit(text[count])) {
            ++count;
        }
        text.remove_prefix(count);
        return count > 0;
    };
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    if (!digits()) {
        return false;
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (!digits()) {
            return false;
        }
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) {
            text.remove_prefix(1);
        }
        if (!digits()) {
            return false;
        }
    }
    return text.empty();
}

} // namespace

std::optional<double> parseNumber(std::string_view text)
{
    double value = 0;
    if (!isNumber(text)) {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    constexpr double Exact = 9007199254740992.0; // 2^53
    if (text.find_first_of(".eE") == text.npos) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool isWhole = error == std::errc() && end == text.data() + text.size() && isNumber(text);
        return isWhole ? std::optional(value) : std::nullopt;
    }
    const auto value = parseNumber(text);
    if (!value || std::abs(*value) > Exact || *value != std::floor(*value)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

} // namespace genserve::service
