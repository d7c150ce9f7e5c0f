#include "command_line.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace genserve::app {
namespace {

using Strings = std::span<const std::string_view>;

const Option* findOption(std::span<const Option> options, std::string_view name)
{
    for (const Option& option : options) {
        if (std::ranges::find(option.names, name) != option.names.end()) {
            return &option;
        }
    }
    return nullptr;
}

UsageFault unknownOption(std::span<const Option> options, std::string_view name)
{
    std::vector<std::string_view> names;
    for (const Option& option : options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    const auto near = nearestWord(name, names);
    std::string problem = "there is no such option";
    if (!near.empty()) {
        problem += ", did you mean " + std::string(near) + "?";
    }
    return {std::string(name), fieldName(name), std::move(problem)};
}

// The number of single-character edits between two words.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}

class Parser {
public:
    Parser(std::span<const Option> options, Strings arguments) : m_options(options), m_rest(arguments) {}

    ParsedArguments run()
    {
        while (!m_rest.empty()) {
            const auto word = next();
            if (word == "--") {
                m_parsed.positionals.insert(m_parsed.positionals.end(), m_rest.begin(), m_rest.end());
                break;
            }
            const bool isNumber = parseInteger(word).has_value(); // no option is called so
            if (word.size() > 1 && word.front() == '-' && !isNumber) {
                takeOption(word);
            } else {
                m_parsed.positionals.emplace_back(word);
            }
        }
        return std::move(m_parsed);
    }

private:
    std::string_view next()
    {
        const auto word = m_rest.front();
        m_rest = m_rest.subspan(1);
        return word;
    }

    void takeOption(std::string_view word)
    {
        const auto equals = word.find('=');
        const auto name = word.substr(0, equals);
        if (name == "--help" || name == "-h") {
            m_parsed.helpAsked = true;
            return;
        }
        const Option* option = findOption(m_options, name);
        if (option == nullptr) {
            m_parsed.faults.push_back(unknownOption(m_options, name));
            m_parsed.hasUnknownOption = true;
            return;
        }
        std::optional<std::string> problem;
        if (equals != std::string_view::npos) {
            problem = option->takesValue ? option->take(word.substr(equals + 1)) : "takes no value";
        } else if (!option->takesValue) {
            problem = option->take({});
        } else if (m_rest.empty() || m_rest.front().starts_with("--")) {
            problem = "needs a value (write " + std::string(name) + "=VALUE if it begins with --)";
        } else {
            problem = option->take(next());
        }
        if (problem) {
            m_parsed.faults.push_back({std::string(name), fieldName(option->names.front()), *problem});
        }
    }

    std::span<const Option> m_options;
    Strings m_rest;
    ParsedArguments m_parsed;
};

std::string fieldOf(std::string_view argumentName)
{
    std::string field(argumentName);
    std::ranges::transform(field, field.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return field;
}

std::string shortNumber(double value)
{
    std::string text(32, '\0');
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    text.resize(static_cast<std::size_t>(end - text.data()));
    return text;
}

} // namespace

ParsedArguments parseArguments(std::span<const Option> options, Strings arguments)
{
    return Parser(options, arguments).run();
}

void requireOneArgument(ParsedArguments& parsed, std::string_view name)
{
    if (parsed.positionals.empty()) {
        parsed.faults.push_back({std::string(name), fieldOf(name), "is required"});
    } else if (parsed.positionals.size() > 1 && !parsed.hasUnknownOption) {
        parsed.faults.push_back({std::string(name), fieldOf(name),
                                 "is one argument, put it in quotes; '" + parsed.positionals[1] + "' is one too many"});
    }
}

void refuseArguments(ParsedArguments& parsed)
{
    if (!parsed.positionals.empty() && !parsed.hasUnknownOption) {
        const auto& surplus = parsed.positionals.front();
        parsed.faults.push_back({"'" + surplus + "'", "", "the command takes no such argument"});
    }
}

std::string fieldName(std::string_view optionName)
{
    std::string name(optionName.substr(std::min(optionName.find_first_not_of('-'), optionName.size())));
    std::ranges::replace(name, '-', '_');
    return name;
}

std::string_view nearestWord(std::string_view word, Strings candidates)
{
    std::string_view nearest;
    std::size_t least = word.size() < 6 ? 2 : 3; // edits; more than this is another word
    for (const auto candidate : candidates) {
        const auto distance = word.size() > 64 ? word.size() : editDistance(word, candidate);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::vector<std::string_view> splitAt(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> parseReal(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value + 0.0; // -0 becomes 0
}

std::string integerProblem(std::string_view text, std::int64_t least, std::int64_t most)
{
    return "'" + std::string(text) + "' is not a whole number from " + std::to_string(least) + " to "
           + std::to_string(most);
}

std::string realProblem(std::string_view text, double least, double most)
{
    return "'" + std::string(text) + "' is not a number from " + shortNumber(least) + " to " + shortNumber(most);
}

Option textOption(std::vector<std::string_view> names, std::optional<std::string>& target)
{
    return {std::move(names), true, [&target](std::string_view text) -> std::optional<std::string> {
                target = std::string(text);
                return std::nullopt;
            }};
}

Option pathOption(std::vector<std::string_view> names, std::filesystem::path& target)
{
    return {std::move(names), true, [&target](std::string_view text) -> std::optional<std::string> {
                if (text.empty()) {
                    return "'' is not a path";
                }
                target = text;
                return std::nullopt;
            }};
}

Option pathListOption(std::vector<std::string_view> names, std::vector<std::filesystem::path>& target)
{
    return {std::move(names), true, [&target](std::string_view text) -> std::optional<std::string> {
                if (text.empty()) {
                    return "'' is not a path";
                }
                target.emplace_back(text);
                return std::nullopt;
            }};
}

Option flagOption(std::vector<std::string_view> names, bool& target, bool value)
{
    return {std::move(names), false, [&target, value](std::string_view) -> std::optional<std::string> {
                target = value;
                return std::nullopt;
            }};
}

} // namespace genserve::app
