#include "queue_addition.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "../input_pictures.h"
#include "tasks/task.h"

namespace genserve::app {
namespace {

namespace fs = std::filesystem;

void makeAbsolute(fs::path& path, const fs::path& folder)
{
    if (!path.empty()) {
        path = (folder / path).lexically_normal();
    }
}

// A name stays a name.
void makeAbsolute(std::string& nameOrPath, const fs::path& folder)
{
    if (nameOrPath.find('/') != std::string::npos) {
        nameOrPath = (folder / nameOrPath).lexically_normal().string();
    }
}

void makeAbsolute(GenerateOptions& options, const fs::path& folder)
{
    for (fs::path* path : {&options.input, &options.mask, &options.control}) {
        makeAbsolute(*path, folder);
    }
    for (ControlNetArgument& net : options.controlNets) {
        makeAbsolute(net.id, folder);
        makeAbsolute(net.image, folder);
    }
    for (LoraChoice& lora : options.request.loras) {
        makeAbsolute(lora.name, folder);
    }
    if (options.engine.model) {
        makeAbsolute(*options.engine.model, folder);
    }
}

// What only a process of its own can do.
void refuseOwnWays(const GenerateOptions& options, std::vector<UsageFault>& faults)
{
    const EngineChoice& engine = options.engine;
    const bool choosesEngine = engine.device || !engine.helpers.empty() || engine.precision || engine.choosesPrecision
                               || engine.threads != 0 || engine.memoryLimit != 0 || !engine.modelFolders.empty();
    const auto refuse = [&](bool isGiven, const char* option, const char* problem) {
        if (isGiven) {
            faults.push_back({option, fieldName(option), problem});
        }
    };
    refuse(!options.output.empty(), "--output", "the queue keeps the picture with the others; see genserve generate");
    refuse(choosesEngine, "--device", "devices, precision, threads and memory are those of the running genserve");
    refuse(!engine.transformer.empty() || !engine.vae.empty(), "--transformer", "parts are replaced by generate only");
}

void takePrompt(ParsedArguments& parsed, std::string& prompt)
{
    requireOneArgument(parsed, "PROMPT");
    if (parsed.positionals.size() == 1) {
        prompt = parsed.positionals.front();
        if (const auto problem = checkPrompt(prompt)) {
            parsed.faults.push_back({"PROMPT", "prompt", *problem});
        }
    }
}

} // namespace

QueueAddition parseAddition(const std::vector<std::string>& words, const fs::path& folder)
{
    QueueAddition addition;
    auto table = generateTable(addition.options);
    table.push_back(pathOption({"--data"}, addition.data));
    const std::vector<std::string_view> views(words.begin(), words.end());
    auto parsed = parseArguments(table, views);
    addition.helpAsked = parsed.helpAsked;
    makeAbsolute(addition.options, folder);
    auto faults = checkOptions(addition.options);
    std::erase_if(faults, [](const UsageFault& fault) { return fault.field == "output"; });
    std::ranges::move(faults, std::back_inserter(parsed.faults));
    refuseOwnWays(addition.options, parsed.faults);
    takePrompt(parsed, addition.options.request.prompt);
    addition.faults = std::move(parsed.faults);
    return addition;
}

Expected<tasks::Submission> submissionOf(QueueAddition addition)
{
    GenerateOptions& options = addition.options;
    options.request.modelId = options.engine.modelId();
    if (options.request.seed == RandomSeed) {
        options.request.seed = drawSeed();
    }
    std::vector<std::string> warnings; // of profiles that are ignored: the task tells them again
    return loadInputPictures(options, warnings).map([&] {
        tasks::Submission submission;
        submission.request = std::move(options.request);
        submission.client = tasks::CommandLineClient;
        submission.count = static_cast<int>(options.count);
        return submission;
    });
}

} // namespace genserve::app
