// What has a meaning inside a prompt: choices {a | b}, of which every picture gets one, and weights (words:1.2).
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

namespace genserve::ui {

struct PromptSpan {
    enum class Kind { Weight, Choice };
    int start = 0, length = 0; // UTF-16 units
    Kind kind = Kind::Choice;
    bool operator==(const PromptSpan&) const = default;
};

// Complete ones only, in their order; what is nested belongs to the outer one.
std::vector<PromptSpan> promptSpans(const QString& prompt);

// Every {a | b} replaced by one of its parts: the same ones for the same seed.
QString expandChoices(const QString& prompt, std::int64_t seed);

struct WeightEdit {
    QString text;
    int selectionStart = 0, selectionLength = 0;
};

// Adds `delta` to the weight of the selected words or, without a selection, of the word at `start`. A weight of 1
// needs no parentheses.
WeightEdit changeWeight(const QString& prompt, int start, int length, double delta);

} // namespace genserve::ui
