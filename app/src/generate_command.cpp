// `genserve generate`: the command line becomes GenerateOptions or a list of faults.
#include "commands.h"
#include "console.h"
#include "generate_options.h"
#include "help_texts.h"
#include "picture_series.h"
#include "standard_input.h"

#include <algorithm>
#include <iterator>

namespace genserve::app {
namespace {

// The longest prompt (10 000 characters of four bytes) and generous white space around it.
constexpr std::size_t MostPromptBytes = 1024 * 1024;

void takePrompt(ParsedArguments& parsed, std::string& prompt)
{
    requireOneArgument(parsed, "PROMPT");
    // With faults on the command line nobody should have to type a prompt first.
    const bool readsInput = !parsed.positionals.empty() && parsed.positionals.front() == "-";
    if (parsed.positionals.size() != 1 || (readsInput && !parsed.faults.empty())) {
        return;
    }
    prompt = parsed.positionals.front();
    if (readsInput) {
        auto text = readStandardInput(MostPromptBytes);
        if (!text) {
            parsed.faults.push_back({"PROMPT", "prompt", describe(text.error())});
            return;
        }
        prompt = std::move(*text);
    }
    if (const auto problem = checkPrompt(prompt)) {
        parsed.faults.push_back({"PROMPT", "prompt", *problem});
    }
}

} // namespace

int runGenerate(Words arguments)
{
    GenerateOptions options;
    const auto table = generateTable(options);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(GenerateHelp);
    }
    if (options.showsPictureHelp) {
        return printHelp(GeneratePicturesHelp);
    }
    std::ranges::move(checkOptions(options), std::back_inserter(parsed.faults));
    takePrompt(parsed, options.request.prompt);
    if (!parsed.faults.empty()) {
        return reportFaults("generate", parsed.faults, options.asJson);
    }
    return makePictures(std::move(options));
}

} // namespace genserve::app
