// Choices in a prompt: {a | b}, of which every picture gets one.
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

namespace genserve::ui {

struct PromptSpan {
    int start = 0, length = 0; // UTF-16 units
    bool operator==(const PromptSpan&) const = default;
};

// Complete choices, in their order; what is nested belongs to the outer one.
std::vector<PromptSpan> promptSpans(const QString& prompt);

// Every {a | b} replaced by one of its parts: the same ones for the same seed.
QString expandChoices(const QString& prompt, std::int64_t seed);

} // namespace genserve::ui
