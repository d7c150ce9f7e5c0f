// A small table-driven command line parser that reports every fault of a command line, not only the first.
//
// A command declares its options as a table of Option values, each bound to the variable it fills. Spellings:
// "--name value", "--name=value", "-o value"; "--" ends the options; options may stand before and after the arguments.
// An option given twice: the last one holds, lists grow.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::app {

struct UsageFault {
    std::string option;  // as the user wrote it, e.g. "--steps"; or the argument's name, e.g. "PROMPT"
    std::string field;   // the REST document's name for it, e.g. "num_inference_steps"
    std::string problem; // names the value and the limit
};

struct Option {
    std::vector<std::string_view> names; // every spelling, the REST document's first
    bool takesValue = true;
    // Stores the value, or returns what is wrong with it.
    std::function<std::optional<std::string>(std::string_view value)> take;
};

struct ParsedArguments {
    std::vector<std::string> positionals;
    std::vector<UsageFault> faults;
    bool hasUnknownOption = false;
    bool helpAsked = false; // --help or -h stood anywhere before "--"
};

ParsedArguments parseArguments(std::span<const Option> options, std::span<const std::string_view> arguments);

// Add a fault unless there is exactly one argument, called `name` in the help, or none at all. After an unknown option
// surplus arguments may be its value, so they are not reported on top.
void requireOneArgument(ParsedArguments& parsed, std::string_view name);
void refuseArguments(ParsedArguments& parsed);

// "--num-inference-steps" -> "num_inference_steps".
std::string fieldName(std::string_view optionName);

// The candidate that a mistyped word probably means; empty when none is near.
std::string_view nearestWord(std::string_view word, std::span<const std::string_view> candidates);

// One part more than there are separators; parts may be empty. They are views of text.
std::vector<std::string_view> splitAt(std::string_view text, char separator);

// Whole decimal numbers and plain decimal fractions, nothing before or behind, whatever the locale; no exponent, no
// hexadecimal, no infinity.
std::optional<std::int64_t> parseInteger(std::string_view text);
std::optional<double> parseReal(std::string_view text);

// What an integer or a number outside its range is told; both bounds are included.
std::string integerProblem(std::string_view text, std::int64_t least, std::int64_t most);
std::string realProblem(std::string_view text, double least, double most);

template <class Number, class Target>
Option integerOption(std::vector<std::string_view> names, Target& target, std::int64_t least, std::int64_t most)
{
    return {std::move(names), true, [&target, least, most](std::string_view text) -> std::optional<std::string> {
                const auto value = parseInteger(text);
                if (!value || *value < least || *value > most) {
                    return integerProblem(text, least, most);
                }
                target = static_cast<Number>(*value);
                return std::nullopt;
            }};
}

template <class Target>
Option realOption(std::vector<std::string_view> names, Target& target, double least, double most)
{
    return {std::move(names), true, [&target, least, most](std::string_view text) -> std::optional<std::string> {
                const auto value = parseReal(text);
                if (!value || *value < least || *value > most) {
                    return realProblem(text, least, most);
                }
                target = *value;
                return std::nullopt;
            }};
}

Option textOption(std::vector<std::string_view> names, std::optional<std::string>& target);
Option pathOption(std::vector<std::string_view> names, std::filesystem::path& target);
Option pathListOption(std::vector<std::string_view> names, std::vector<std::filesystem::path>& target);
Option flagOption(std::vector<std::string_view> names, bool& target, bool value = true);

// One of a few words; `words` is how the message lists them, e.g. "fp32 or bf16".
template <class T, class Target>
Option wordOption(std::vector<std::string_view> names, Target& target, std::optional<T> (*fromWord)(std::string_view),
                  std::string_view words)
{
    return {std::move(names), true, [&target, fromWord, words](std::string_view text) -> std::optional<std::string> {
                const auto value = fromWord(text);
                if (!value) {
                    return "'" + std::string(text) + "' is not " + std::string(words);
                }
                target = *value;
                return std::nullopt;
            }};
}

} // namespace genserve::app
