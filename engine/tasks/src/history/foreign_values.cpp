#include "foreign_values.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>

namespace genserve::tasks {
namespace {

constexpr double MaxNumber = 1e6;

template <class T>
std::optional<T> number(std::string_view digits)
{
    T value{};
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool isWhole = !digits.empty() && fault == std::errc() && end == digits.data() + digits.size();
    return isWhole ? std::optional(value) : std::nullopt;
}

// Up to the last whole code point.
std::string_view cut(std::string_view text)
{
    if (text.size() <= MaxForeignText) {
        return text;
    }
    std::size_t length = MaxForeignText;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) {
        --length;
    }
    return text.substr(0, length);
}

} // namespace

void takeNumber(std::optional<int>& target, std::string_view digits)
{
    if (const auto value = number<int>(digits); value && *value >= 1 && *value <= MaxNumber) {
        target = *value;
    }
}

void takeNumber(std::optional<double>& target, std::string_view digits)
{
    if (const auto value = number<double>(digits); value && std::isfinite(*value) && std::abs(*value) <= MaxNumber) {
        target = *value;
    }
}

void takeNumber(std::int64_t& target, std::string_view digits)
{
    if (const auto value = number<std::int64_t>(digits); value && *value >= 0) {
        target = *value;
    }
}

void takeText(std::string& target, std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
        constexpr bool ThrowsExceptions = false;
        const auto json = nlohmann::json::parse(text, nullptr, ThrowsExceptions);
        if (json.is_string()) {
            target = cut(json.get<std::string>());
            return;
        }
    }
    if (!text.empty()) {
        target = cut(text);
    }
}

} // namespace genserve::tasks
