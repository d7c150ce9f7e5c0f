#include "adapter_options.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace genserve::app {
namespace {

constexpr double MostWeight = 4;
constexpr double MostScale = 2;
constexpr int MostMode = 99;
constexpr int MostGrowth = 4096;

// Cuts up to `most` numbers off the end, "a:b:0.5:1" -> "a:b" and {0.5, 1}. At least one part remains.
std::vector<double> takeNumbers(std::string_view& text, std::size_t most)
{
    std::vector<double> numbers;
    while (numbers.size() < most) {
        const auto colon = text.rfind(':');
        const auto value = colon == std::string_view::npos ? std::nullopt : parseReal(text.substr(colon + 1));
        if (!value || colon == 0) {
            break;
        }
        numbers.insert(numbers.begin(), *value);
        text = text.substr(0, colon);
    }
    return numbers;
}

ControlNetArgument& lastOf(std::vector<ControlNetArgument>& nets)
{
    if (nets.empty()) {
        nets.emplace_back();
    }
    return nets.back();
}

std::optional<std::string> outside(double value, double low, double high, const char* what)
{
    if (value >= low && value <= high) {
        return std::nullopt;
    }
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%g", value);
    return std::string(what) + " " + realProblem(digits.data(), low, high);
}

std::optional<std::string> takeControlNet(std::string_view text, std::vector<ControlNetArgument>& nets)
{
    ControlNetArgument net;
    const auto numbers = takeNumbers(text, 3);
    net.id = text;
    if (net.id.empty() || numbers.size() == 2) {
        return "must be ID, ID:SCALE or ID:SCALE:START:END";
    }
    if (!numbers.empty()) {
        net.scale = numbers[0];
        if (auto problem = outside(numbers[0], 0, MostScale, "scale")) {
            return problem;
        }
    }
    if (numbers.size() == 3) {
        net.start = numbers[1];
        net.end = numbers[2];
        for (const double share : {numbers[1], numbers[2]}) {
            if (auto problem = outside(share, 0, 1, "start and end:")) {
                return problem;
            }
        }
    }
    nets.push_back(std::move(net));
    return std::nullopt;
}

} // namespace

Option loraOption(std::vector<LoraChoice>& loras)
{
    return {{"--loras", "--lora"}, true, [&loras](std::string_view text) -> std::optional<std::string> {
                const auto numbers = takeNumbers(text, 1);
                const double weight = numbers.empty() ? 1 : numbers.front();
                if (text.empty()) {
                    return "'' is not a LoRA's name";
                }
                if (auto problem = outside(weight, -MostWeight, MostWeight, "weight")) {
                    return problem;
                }
                loras.push_back({std::string(text), weight});
                return std::nullopt;
            }};
}

Option controlNetOption(std::vector<ControlNetArgument>& nets)
{
    return {{"--controlnets", "--controlnet"}, true, [&nets](std::string_view text) -> std::optional<std::string> {
                return takeControlNet(text, nets);
            }};
}

Option controlModeOption(std::vector<ControlNetArgument>& nets)
{
    return {{"--control-mode"}, true, [&nets](std::string_view text) -> std::optional<std::string> {
                const auto mode = parseInteger(text);
                if (!mode || *mode < 0 || *mode > MostMode) {
                    return integerProblem(text, 0, MostMode);
                }
                lastOf(nets).mode = static_cast<int>(*mode);
                return std::nullopt;
            }};
}

Option controlNetImageOption(std::vector<ControlNetArgument>& nets)
{
    return {{"--controlnet-image"}, true, [&nets](std::string_view text) -> std::optional<std::string> {
                if (text.empty()) {
                    return "'' is not a path";
                }
                lastOf(nets).image = text;
                return std::nullopt;
            }};
}

Option outpaintOption(std::optional<Outpaint>& growth)
{
    return {{"--outpaint"}, true, [&growth](std::string_view text) -> std::optional<std::string> {
                const auto parts = splitAt(text, ',');
                std::array<int, 4> sides{};
                if (parts.size() != sides.size()) {
                    return "must be four numbers of pixels: LEFT,TOP,RIGHT,BOTTOM";
                }
                for (std::size_t i = 0; i < sides.size(); ++i) {
                    const auto side = parseInteger(parts[i]);
                    if (!side || *side < 0 || *side > MostGrowth) {
                        return integerProblem(parts[i], 0, MostGrowth);
                    }
                    sides[i] = static_cast<int>(*side);
                }
                growth = Outpaint{sides[0], sides[1], sides[2], sides[3]};
                return std::nullopt;
            }};
}

std::vector<ControlNetChoice> controlNetChoices(const std::vector<ControlNetArgument>& nets,
                                                const GenerationRequest& request)
{
    std::vector<ControlNetChoice> choices;
    for (const ControlNetArgument& net : nets) {
        ControlNetChoice choice;
        choice.id = net.id;
        choice.mode = net.mode;
        choice.scale = net.scale.value_or(request.controlScale.value_or(choice.scale));
        choice.start = net.start.value_or(request.controlStart.value_or(choice.start));
        choice.end = net.end.value_or(request.controlEnd.value_or(choice.end));
        choices.push_back(std::move(choice));
    }
    return choices;
}

} // namespace genserve::app
