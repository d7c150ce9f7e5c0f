#include "engine_choice.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "console.h"
#include "resource_paths.h"

namespace genserve::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t MostThreads = 1024;
constexpr std::int64_t LeastMemory = std::int64_t{256} << 20;

Option modelOption(std::optional<std::string>& target)
{
    return {{"--model-id", "--model"}, true, [&target](std::string_view text) -> std::optional<std::string> {
                if (text.empty()) {
                    return "'' is not a model's id or path";
                }
                target = std::string(text);
                return std::nullopt;
            }};
}

Option precisionOption(EngineChoice& choice)
{
    return {{"--precision"}, true, [&choice](std::string_view text) -> std::optional<std::string> {
                choice.choosesPrecision = text == "auto";
                choice.precision = precisionFromString(text);
                return choice.choosesPrecision || choice.precision
                           ? std::nullopt
                           : std::optional("'" + std::string(text) + "' is not fp32, bf16, fp8 or auto");
            }};
}

// "cuda:0,cuda:1", or "0,1" for short.
Option devicesOption(EngineChoice& choice)
{
    return {{"--device", "--devices"}, true, [&choice](std::string_view text) -> std::optional<std::string> {
                std::vector<std::string> words;
                for (const auto word : splitAt(text, ',')) {
                    words.push_back((parseInteger(word) ? "cuda:" : "") + std::string(word));
                    if (!isDeviceName(words.back())) {
                        return "'" + std::string(word) + "' is not cpu or cuda:N, or several of them: cuda:0,cuda:1";
                    }
                }
                choice.device = words.front();
                choice.helpers.assign(words.begin() + 1, words.end());
                return std::nullopt;
            }};
}

int threadsFromEnvironment()
{
    const char* value = std::getenv("OMP_NUM_THREADS");
    const auto threads = value == nullptr ? std::nullopt : parseInteger(value);
    return threads && *threads >= 1 && *threads <= MostThreads ? static_cast<int>(*threads) : 0;
}

std::string defaultDevice()
{
    const auto devices = runtime::devices();
    const auto gpu = std::ranges::find_if(devices, [](const auto& name) { return name.starts_with("cuda:"); });
    if (gpu != devices.end()) {
        return *gpu;
    }
    if (const auto notice = runtime::deviceNotice(); !notice.empty()) {
        printWarning(notice);
    }
    return "cpu";
}

Option memoryOption(std::int64_t& target)
{
    return {{"--vram-limit"}, true, [&target](std::string_view text) -> std::optional<std::string> {
                const auto bytes = parseBytes(text);
                if (!bytes || *bytes < LeastMemory) {
                    return "'" + std::string(text) + "' is not a size of at least 256M, such as 16G or 7.5G";
                }
                target = *bytes;
                return std::nullopt;
            }};
}

} // namespace

std::optional<std::int64_t> parseBytes(std::string_view text)
{
    double number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string unit(end, text.data() + text.size());
    std::ranges::transform(unit, unit.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (unit.ends_with('B')) { // "GB", "GiB"
        unit.pop_back();
    }
    if (unit.ends_with('I')) {
        unit.pop_back();
    }
    constexpr std::string_view Units = "KMGT"; // powers of 1024, as memory is sold
    const auto power = unit.size() == 1 ? Units.find(unit.front()) : std::string_view::npos;
    constexpr double Most = 1e6;
    if (fault != std::errc() || power == std::string_view::npos || !(number >= 0) || number > Most) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(std::ldexp(number, 10 * (static_cast<int>(power) + 1)));
}

void addModelOptions(std::vector<Option>& table, EngineChoice& choice)
{
    table.push_back(modelOption(choice.model));
    table.push_back(pathListOption({"--models"}, choice.modelFolders));
}

void addPartOptions(std::vector<Option>& table, EngineChoice& choice)
{
    table.push_back(pathOption({"--transformer"}, choice.transformer));
    table.push_back(pathOption({"--vae"}, choice.vae));
}

void addDeviceOptions(std::vector<Option>& table, EngineChoice& choice)
{
    table.push_back(devicesOption(choice));
    addRunOptions(table, choice);
}

void addRunOptions(std::vector<Option>& table, EngineChoice& choice)
{
    table.push_back(precisionOption(choice));
    table.push_back(integerOption<std::int64_t>({"--threads"}, choice.threads, 1, MostThreads));
    table.push_back(memoryOption(choice.memoryLimit));
}

bool isDeviceName(std::string_view word)
{
    constexpr std::string_view Cuda = "cuda:";
    if (word == "cpu") {
        return true;
    }
    const auto index = word.starts_with(Cuda) ? parseInteger(word.substr(Cuda.size())) : std::nullopt;
    return index && word[Cuda.size()] != '-' && *index < 1024;
}

void checkExists(std::string_view option, std::string_view field, const fs::path& path, std::vector<UsageFault>& faults)
{
    std::error_code error;
    if (!path.empty() && !fs::exists(path, error)) {
        faults.push_back({std::string(option), std::string(field), "there is no '" + path.string() + "'"});
    }
}

std::vector<UsageFault> checkPaths(const EngineChoice& choice)
{
    std::vector<UsageFault> faults;
    for (const auto& folder : choice.modelFolders) {
        std::error_code error;
        if (!fs::is_directory(folder, error)) {
            faults.push_back({"--models", "models", "'" + folder.string() + "' is not a folder"});
        }
    }
    checkExists("--transformer", "transformer", choice.transformer, faults);
    checkExists("--vae", "vae", choice.vae, faults);
    return faults;
}

runtime::EngineOptions engineOptions(const EngineChoice& choice)
{
    runtime::EngineOptions options;
    options.modelFolders = modelFolders(choice.modelFolders);
    options.precision = choice.precision;
    options.choosesPrecision = choice.choosesPrecision;
    options.threads = choice.threads > 0 ? static_cast<int>(choice.threads) : threadsFromEnvironment();
    options.bundledTokenizers = resourceFolder() / "tokenizers";
    options.transformerOverride = choice.transformer;
    options.vaeOverride = choice.vae;
    options.randomModel = choice.randomModel;
    options.memoryLimit = choice.memoryLimit;
    return options;
}

Expected<std::unique_ptr<runtime::Engine>> createEngine(const EngineChoice& choice)
{
    auto options = engineOptions(choice);
    options.device = choice.device ? *choice.device : defaultDevice();
    options.helpers = choice.helpers;
    return runtime::Engine::create(std::move(options));
}

} // namespace genserve::app
