#include "host_options.h"

#include <algorithm>

#include "console.h"
#include "resource_paths.h"

namespace genserve::app {
namespace {

constexpr std::int64_t MostWorkers = 64;
constexpr std::int64_t MostTasks = 1'000'000;
constexpr double MostGigabytes = 100'000;
constexpr double BytesPerGigabyte = 1e9;

Option devicesOption(std::optional<std::string>& target)
{
    return {{"--devices"}, true, [&target](std::string_view text) -> std::optional<std::string> {
                auto words = splitAt(text, ',');
                for (const auto& word : words) {
                    if (!isDeviceName(word)) {
                        return "'" + std::string(word) + "' is not cpu or cuda:N";
                    }
                }
                std::ranges::sort(words);
                if (const auto twice = std::ranges::adjacent_find(words); twice != words.end()) {
                    return "'" + std::string(*twice) + "' is named twice";
                }
                target = std::string(text);
                return std::nullopt;
            }};
}

Expected<std::vector<std::string>> chosenDevices(const HostChoice& choice)
{
    auto found = runtime::devices();
    if (choice.devices) {
        const auto words = splitAt(*choice.devices, ',');
        for (const auto& word : words) {
            if (std::ranges::find(found, word) == found.end()) {
                std::string list;
                for (const auto& device : found) {
                    list += (list.empty() ? "" : ", ") + device;
                }
                const auto notice = runtime::deviceNotice();
                return failure(ErrorCode::InvalidArgument, "--devices: there is no '" + std::string(word)
                                                               + "' here, only " + list
                                                               + (notice.empty() ? "" : "; " + notice));
            }
        }
        return std::vector<std::string>(words.begin(), words.end());
    }
    if (found.size() > 1) {
        std::erase(found, "cpu");
    } else if (const auto notice = runtime::deviceNotice(); !notice.empty()) {
        printWarning(notice);
    }
    return found;
}

} // namespace

std::filesystem::path HostChoice::dataPath() const { return data.empty() ? dataFolder() : data; }

void addHostOptions(std::vector<Option>& table, HostChoice& choice)
{
    table.push_back(pathOption({"--data"}, choice.data));
    table.push_back(pathListOption({"--models"}, choice.engine.modelFolders));
    addRunOptions(table, choice.engine);
    addWorkerOptions(table, choice);
    table.push_back(integerOption<int>({"--queue"}, choice.limits.waiting, 1, MostTasks));
    table.push_back(integerOption<int>({"--queue-per-client"}, choice.limits.waitingPerClient, 1, MostTasks));
    table.push_back(realOption({"--input-space"}, choice.inputGigabytes, 0, MostGigabytes));
}

void addWorkerOptions(std::vector<Option>& table, HostChoice& choice)
{
    table.push_back(devicesOption(choice.devices));
    table.push_back(integerOption<std::int64_t>({"--cpu-workers"}, choice.cpuWorkers, 1, MostWorkers));
    table.push_back(flagOption({"--share"}, choice.sharesPictures));
}

std::vector<UsageFault> checkHost(const HostChoice& choice)
{
    auto faults = checkPaths(choice.engine);
    if (choice.cpuWorkers && choice.devices && choice.devices->find("cpu") == std::string::npos) {
        faults.push_back({"--cpu-workers", "cpu_workers", "'" + *choice.devices + "' of --devices has no cpu"});
    }
    return faults;
}

Expected<std::vector<tasks::DeviceSpec>> workersOf(const HostChoice& choice)
{
    auto devices = chosenDevices(choice);
    if (!devices) {
        return tl::unexpected(std::move(devices.error()));
    }
    if (choice.cpuWorkers && !choice.devices) {
        *devices = {"cpu"}; // who asks for workers on the processor means to use it
    }
    std::vector<tasks::DeviceSpec> specs;
    for (const auto& device : *devices) {
        specs.push_back({device, device});
    }
    for (std::int64_t number = 1; number < choice.cpuWorkers.value_or(1); ++number) {
        specs.push_back({"cpu#" + std::to_string(number), "cpu"});
    }
    return specs;
}

} // namespace genserve::app
