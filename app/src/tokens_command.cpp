// `genserve tokens`: a prompt as the two encoders read it.
#include "base/prompt_weights.h"
#include "commands.h"
#include "console.h"
#include "engine_choice.h"
#include "help_texts.h"
#include "standard_input.h"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

constexpr std::size_t MostTextBytes = 16 * 1024 * 1024;

nlohmann::ordered_json reportJson(const runtime::TokenReport& report)
{
    return {{"ids", report.ids}, {"count", report.count}, {"limit", report.limit}, {"cut", report.cut}};
}

void printReport(std::string_view encoder, const runtime::TokenReport& report)
{
    printLine(std::string(encoder) + ": " + std::to_string(report.count) + " of at most " + std::to_string(report.limit)
              + " tokens");
    std::string ids = " ";
    for (const auto id : report.ids) {
        ids += " " + std::to_string(id);
    }
    printLine(ids);
    if (!report.cut.empty()) {
        printLine("  cut off: " + report.cut);
    }
}

Expected<std::string> textOf(const std::string& argument)
{
    return argument == "-" ? readStandardInput(MostTextBytes) : argument;
}

} // namespace

int runTokens(Words arguments)
{
    EngineChoice choice;
    choice.device = "cpu"; // no network runs
    bool asJson = false;
    bool hasWeights = false;
    std::vector<Option> table{flagOption({"--json"}, asJson), flagOption({"--prompt-weights"}, hasWeights)};
    addModelOptions(table, choice);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(TokensHelp);
    }
    requireOneArgument(parsed, "TEXT");
    std::ranges::move(checkPaths(choice), std::back_inserter(parsed.faults));
    if (!parsed.faults.empty()) {
        return reportFaults("tokens", parsed.faults, asJson);
    }
    const auto text =
        textOf(parsed.positionals.front()).and_then([&](const std::string& typed) -> Expected<std::string> {
            return hasWeights ? parsePromptWeights(typed).map(&WeightedPrompt::text) : typed;
        });
    if (!text) {
        return reportError(text.error(), asJson);
    }
    const auto engine = createEngine(choice);
    if (!engine) {
        return reportError(engine.error(), asJson);
    }
    const auto tokens = (*engine)->tokens(*text, choice.modelId());
    if (!tokens) {
        return reportError(tokens.error(), asJson);
    }
    if (asJson) {
        printJson({{"clip", reportJson(tokens->clip)}, {"t5", reportJson(tokens->t5)}});
    } else {
        printReport("CLIP", tokens->clip);
        printReport("T5", tokens->t5);
    }
    return Success;
}

} // namespace genserve::app
