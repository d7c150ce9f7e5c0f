// Weights in the prompt field: where they stand, what the encoders read, and Ctrl+Up/Down. Places are UTF-16 units.
#pragma once

#include <optional>
#include <vector>

#include <QString>

namespace genserve::ui {

// One "(text:1.2)"; without a weight: its number can't be used.
struct WeightSpan {
    int start = 0, length = 0;
    QString number;
    std::optional<double> weight;
};
std::vector<WeightSpan> weightSpans(const QString& prompt);

// Whether the prompt is sent as one with weights; without any of their syntax it is literal.
bool hasWeights(const QString& prompt);

// The prompt as the encoders read it, and where each unit of that stands in the prompt.
struct ReadPrompt {
    QString text;
    std::vector<int> places; // one more for the end
};
ReadPrompt readPrompt(const QString& prompt);

struct PromptEdit {
    QString text;
    int selectionStart = 0, selectionEnd = 0;
};
// A tenth more or less for each step: for the selected words, else for the weight around the cursor, else for its word.
// At 1 the syntax goes. Unchanged where there is nothing to weight.
PromptEdit withWeightStepped(const QString& prompt, int selectionStart, int selectionEnd, int steps);

} // namespace genserve::ui
