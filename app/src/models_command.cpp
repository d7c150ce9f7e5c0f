// `genserve models`: what is installed, where, and what it can do.
#include "commands.h"
#include "console.h"
#include "engine_choice.h"
#include "help_texts.h"
#include "models_table.h"
#include "resource_paths.h"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

nlohmann::ordered_json modelJson(const ModelInfo& model)
{
    return {{"model_id", model.id},
            {"model_name", model.name},
            {"description", model.description},
            {"supported_features", model.features},
            {"native_size", model.nativeSize},
            {"default_steps", model.defaultSteps},
            {"default_cfg", model.defaultCfg},
            {"format", model.format},
            {"precision", model.precision},
            {"size_mb", megabytes(model.bytes)},
            {"location", model.location.string()},
            {"missing", model.missing}};
}

} // namespace

int runModels(Words arguments)
{
    EngineChoice choice;
    bool asJson = false;
    const std::vector<Option> table{pathListOption({"--models"}, choice.modelFolders), flagOption({"--json"}, asJson)};
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(ModelsHelp);
    }
    refuseArguments(parsed);
    std::ranges::move(checkPaths(choice), std::back_inserter(parsed.faults));
    if (!parsed.faults.empty()) {
        return reportFaults("models", parsed.faults, asJson);
    }
    const auto models = runtime::findModels(modelFolders(choice.modelFolders));
    if (asJson) {
        auto list = nlohmann::ordered_json::array();
        std::ranges::transform(models, std::back_inserter(list), modelJson);
        printJson(list);
        return Success;
    }
    for (const auto& line : modelsTable(models)) {
        printLine(line);
    }
    return Success;
}

} // namespace genserve::app
