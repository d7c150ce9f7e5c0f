#include "base/prompt_weights.h"

#include <algorithm>
#include <charconv>

namespace genserve {
namespace {

constexpr std::string_view NumberCharacters = "0123456789.,+-", Blanks = " \t\r\n";
constexpr std::size_t LongestShown = 20;
constexpr double Endless = 1e100; // so that 0 still takes away what hundreds of others have multiplied

bool isEscape(std::string_view prompt, std::size_t at)
{
    return prompt[at] == '\\' && at + 1 < prompt.size()
           && std::string_view("()\\").find(prompt[at + 1]) != std::string_view::npos;
}

std::optional<double> weightOf(std::string_view number)
{
    if (number.starts_with('+')) {
        number.remove_prefix(1);
    }
    double weight = 0;
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), weight);
    const bool isNumber = fault == std::errc() && end == number.data() + number.size();
    return isNumber && weight >= 0 && weight <= MostPromptWeight ? std::optional(weight) : std::nullopt;
}

// What the parentheses from `open` to `close` mean: the number behind their last colon. Words there make a sentence of
// it, and nothing a smiley.
std::optional<PromptWeightGroup> groupOf(std::string_view prompt, std::size_t open, std::size_t close)
{
    const std::string_view inside = prompt.substr(open + 1, close - open - 1);
    const std::size_t last = inside.find_last_not_of(Blanks);
    const std::size_t before = last == inside.npos ? last : inside.find_last_not_of(NumberCharacters, last);
    const std::size_t colon = before == inside.npos ? before : inside.find_last_not_of(Blanks, before);
    if (colon == inside.npos || inside[colon] != ':' || before == last) {
        return std::nullopt;
    }
    const std::size_t number = before + 1;
    return PromptWeightGroup{open, close + 1, open + 1 + number, weightOf(inside.substr(number, last + 1 - number))};
}

// Where the colon of a group stands.
std::size_t colonOf(std::string_view prompt, const PromptWeightGroup& group)
{
    return prompt.rfind(':', group.numberBegin);
}

tl::unexpected<Error> fault(std::string_view prompt, const PromptWeightGroup& group)
{
    const std::string_view number =
        prompt.substr(group.numberBegin, group.end - 1 - group.numberBegin).substr(0, LongestShown);
    return failure(ErrorCode::InvalidArgument, "has the weight \"" + std::string(number)
                                                   + "\", which must be a number from 0 to 4; "
                                                   + "a backslash keeps a parenthesis plain");
}

} // namespace

std::vector<PromptWeightGroup> promptWeightGroups(std::string_view prompt)
{
    std::vector<PromptWeightGroup> groups;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        if (isEscape(prompt, i)) {
            ++i;
        } else if (prompt[i] == '(') {
            open.push_back(i);
        } else if (prompt[i] == ')' && !open.empty()) {
            if (const auto group = groupOf(prompt, open.back(), i)) {
                groups.push_back(*group);
            }
            open.pop_back();
        }
    }
    return groups;
}

Expected<WeightedPrompt> parsePromptWeights(std::string_view prompt)
{
    std::vector<double> weights(prompt.size(), 1);
    std::vector<bool> isSyntax(prompt.size(), false);
    for (const PromptWeightGroup& group : promptWeightGroups(prompt)) {
        if (!group.weight) {
            return fault(prompt, group);
        }
        for (std::size_t i = group.begin; i < group.end; ++i) {
            weights[i] = std::min(weights[i] * *group.weight, Endless);
        }
        isSyntax[group.begin] = true;
        for (std::size_t i = colonOf(prompt, group); i < group.end; ++i) {
            isSyntax[i] = true;
        }
    }
    WeightedPrompt parsed;
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        if (isSyntax[i]) {
            continue;
        }
        i += isEscape(prompt, i) ? 1U : 0U;
        const double weight = std::min(weights[i], MostPromptWeight);
        const std::size_t at = parsed.text.size();
        if (!parsed.weights.empty() && parsed.weights.back().end == at && parsed.weights.back().weight == weight) {
            ++parsed.weights.back().end;
        } else if (weight != 1) {
            parsed.weights.push_back({at, at + 1, weight});
        }
        parsed.text += prompt[i];
        parsed.origins.push_back(i);
    }
    parsed.origins.push_back(prompt.size());
    return parsed;
}

bool hasPromptWeights(std::string_view prompt)
{
    return prompt.find("\\(") != prompt.npos || prompt.find("\\)") != prompt.npos
           || !promptWeightGroups(prompt).empty();
}

std::string escapedPrompt(std::string_view prompt)
{
    std::string escaped;
    for (const char c : prompt) {
        if (c == '(' || c == ')' || c == '\\') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

} // namespace genserve
