#include "request_check.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace genserve::pipeline {
namespace {

constexpr int MaxPromptCodePoints = 10000;

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::int64_t codePoints(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

} // namespace

void RequestCheck::require(bool holds, std::string_view field, std::string problem)
{
    if (!holds) {
        m_faults.push_back({std::string(field), std::move(problem)});
    }
}

void RequestCheck::requireRange(double value, double low, double high, std::string_view field)
{
    require(value >= low && value <= high, field, number(value) + " is not in " + number(low) + " to " + number(high));
}

void RequestCheck::requirePrompt(std::string_view text, std::string_view field)
{
    const auto count = codePoints(text);
    require(count <= MaxPromptCodePoints, field,
            std::to_string(count) + " characters, the limit is " + std::to_string(MaxPromptCodePoints));
    require(text.find('\0') == std::string_view::npos, field, "contains a NUL character");
}

void RequestCheck::unused(bool isGiven, std::string_view field, std::string_view reason)
{
    if (isGiven) {
        warn(std::string(field) + " has no effect " + std::string(reason));
    }
}

std::string sizeText(int width, int height) { return std::to_string(width) + "x" + std::to_string(height); }

} // namespace genserve::pipeline
