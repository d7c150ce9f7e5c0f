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

using Json = nlohmann::ordered_json;

Json modelJson(const ModelInfo& model)
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

Json adapterJson(const AdapterInfo& adapter)
{
    return {{"id", adapter.id},
            {"name", adapter.name},
            {"kind", adapter.kind},
            {"format", adapter.format},
            {"precision", adapter.precision},
            {"size_mb", megabytes(adapter.bytes)},
            {"control", adapter.control},
            {"union_modes", adapter.unionModes},
            {"fits", adapter.fits},
            {"problem", adapter.problem},
            {"location", adapter.location.string()}};
}

Json fileJson(const InstalledFile& file)
{
    return {{"location", file.location.string()},
            {"role", file.role},
            {"id", file.id},
            {"detail", file.detail},
            {"precision", file.precision},
            {"size_mb", megabytes(file.bytes)},
            {"needs", file.needs},
            {"enables", file.enables}};
}

template <class Entry>
Json listOf(const std::vector<Entry>& entries, Json (*toJson)(const Entry&))
{
    auto list = Json::array();
    std::ranges::transform(entries, std::back_inserter(list), toJson);
    return list;
}

void printLines(const std::vector<std::string>& lines, bool isSetOff)
{
    if (isSetOff && !lines.empty()) {
        printLine("");
    }
    std::ranges::for_each(lines, printLine);
}

} // namespace

int runModels(Words arguments)
{
    EngineChoice choice;
    bool asJson = false;
    bool showsAll = false;
    const std::vector<Option> table{pathListOption({"--models"}, choice.modelFolders), flagOption({"--all"}, showsAll),
                                    flagOption({"--json"}, asJson)};
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(ModelsHelp);
    }
    refuseArguments(parsed);
    std::ranges::move(checkPaths(choice), std::back_inserter(parsed.faults));
    if (!parsed.faults.empty()) {
        return reportFaults("models", parsed.faults, asJson);
    }
    const auto found = runtime::installed(modelFolders(choice.modelFolders));
    if (asJson) {
        const auto models = listOf(found.models, modelJson);
        printJson(showsAll ? Json{{"models", models},
                                  {"adapters", listOf(found.adapters, adapterJson)},
                                  {"files", listOf(found.files, fileJson)}}
                           : models);
        return Success;
    }
    printLines(modelsTable(found.models), false);
    printLines(adaptersTable(found.adapters), true);
    printLines(filesTable(found.files, !showsAll), true);
    return Success;
}

} // namespace genserve::app
