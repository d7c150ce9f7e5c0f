#include "a1111_text.h"

#include "foreign_values.h"

#include <cctype>
#include <map>
#include <string>

namespace genserve::tasks {
namespace {

constexpr std::string_view NegativeMark = "\nNegative prompt: ";
constexpr std::string_view StepsMark = "\nSteps: ";

// A value that begins with a quotation mark ends with the next one that no backslash stands before.
std::size_t endOfValue(std::string_view text, std::size_t start)
{
    if (start < text.size() && text[start] == '"') {
        for (std::size_t at = start + 1; at < text.size(); ++at) {
            if (text[at] == '\\') {
                ++at;
            } else if (text[at] == '"') {
                return at + 1;
            }
        }
    }
    return std::min(text.find(", ", start), text.size());
}

// "Steps: 20, Seed: 7" as a table. The first of a key counts.
std::map<std::string_view, std::string_view> valuesOf(std::string_view line)
{
    std::map<std::string_view, std::string_view> values;
    while (!line.empty()) {
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) {
            break;
        }
        const std::size_t end = std::min(endOfValue(line, colon + 2), line.size());
        values.emplace(line.substr(0, colon), line.substr(colon + 2, end - colon - 2));
        line.remove_prefix(std::min(line.size(), end + 2));
    }
    return values;
}

void takeSize(GenerationRequest& request, std::string_view size)
{
    const std::size_t cross = size.find('x');
    if (cross != std::string_view::npos) {
        takeNumber(request.width, size.substr(0, cross));
        takeNumber(request.height, size.substr(cross + 1));
    }
}

void takeValues(GenerationRequest& request, std::string_view line)
{
    const auto values = valuesOf(line);
    const auto value = [&values](std::string_view key) {
        const auto found = values.find(key);
        return found == values.end() ? std::string_view() : found->second;
    };
    takeNumber(request.steps, value("Steps"));
    takeNumber(request.seed, value("Seed"));
    takeSize(request, value("Size"));
    takeNumber(request.strength, value("Denoising strength"));
    // FLUX has its own guidance; for other models this program's is the nearest to CFG.
    takeNumber(request.cfg, value(values.contains("Distilled CFG Scale") ? "Distilled CFG Scale" : "CFG scale"));
    takeText(request.modelId, value("Model"));
}

} // namespace

GenerationRequest requestOfA1111(std::string_view text)
{
    GenerationRequest request;
    const std::string whole = "\n" + std::string(text); // so that the marks are found at the start too
    std::string_view rest = whole;
    // The last one: a prompt may speak of steps.
    if (const std::size_t steps = rest.rfind(StepsMark); steps != std::string_view::npos) {
        const auto line = rest.substr(steps + 1);
        takeValues(request, line.substr(0, line.find('\n')));
        rest = rest.substr(0, steps);
    }
    if (const std::size_t negative = rest.find(NegativeMark); negative != std::string_view::npos) {
        std::string words;
        takeText(words, rest.substr(negative + NegativeMark.size()));
        request.negativePrompt = std::move(words);
        rest = rest.substr(0, negative);
    }
    takeText(request.prompt, rest.empty() ? rest : rest.substr(1));
    request.mode = request.strength ? Mode::ImageToImage : Mode::TextToImage;
    return request;
}

} // namespace genserve::tasks
