// Weights in prompts: "(text:1.2)", the field's way to say that some words count more or less.
//
// Parentheses inside parentheses multiply. Only parentheses that end in a number weight anything: FLUX is asked in
// prose, where (these) are punctuation. "\(", "\)" and "\\" stand for the characters themselves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace genserve {

constexpr double MostPromptWeight = 4; // also of a product; the least is 0, which makes words as good as not said

// Some of a text's bytes.
struct PromptWeight {
    std::size_t begin = 0, end = 0;
    double weight = 1;
    bool operator==(const PromptWeight&) const = default;
};

struct WeightedPrompt {
    std::string text;                  // what the encoders read: without the syntax
    std::vector<PromptWeight> weights; // of text: ascending, apart from each other, without those of 1
    std::vector<std::size_t> origins;  // byte of the prompt that each byte of text was, and its end
};

// InvalidArgument for a weight that is no number or out of range; the message goes on after the field's name.
Expected<WeightedPrompt> parsePromptWeights(std::string_view prompt);

// One "(text:1.2)", in bytes of the prompt: the whole, and its number.
struct PromptWeightGroup {
    std::size_t begin = 0, end = 0, numberBegin = 0;
    std::optional<double> weight; // absent: no number, or out of range
};

// In the order of their ends: inner ones before outer ones.
std::vector<PromptWeightGroup> promptWeightGroups(std::string_view prompt);

// Whether a prompt that was typed means something else when it is read literally.
bool hasPromptWeights(std::string_view prompt);

// A literal prompt written so that its parentheses stay what they are.
std::string escapedPrompt(std::string_view prompt);

} // namespace genserve
