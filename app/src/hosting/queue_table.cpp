#include "queue_table.h"

#include <array>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t ShownIdLength = 8;      // the beginning is enough for a command
constexpr std::size_t ShownPromptLength = 48; // characters

std::string text(const Json& object, const char* key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

int number(const Json& object, const char* key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_number() ? it->get<int>() : 0;
}

// The beginning of a text, ending between two characters, on one line.
std::string beginning(std::string text, std::size_t characters)
{
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool startsCharacter = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (startsCharacter && seen++ == characters) {
            return text.substr(0, i) + "…";
        }
        if (static_cast<unsigned char>(text[i]) < ' ') {
            text[i] = ' ';
        }
    }
    return text;
}

std::string rounded(const char* format, double seconds)
{
    std::array<char, 40> words{};
    std::snprintf(words.data(), words.size(), format, seconds);
    return words.data();
}

std::string progressText(const Json& task)
{
    const auto progress = task.value("progress", Json::object());
    auto words = "running on " + text(task, "device") + ", " + text(progress, "stage");
    if (number(progress, "steps") > 0) {
        words += " " + std::to_string(number(progress, "step")) + " of " + std::to_string(number(progress, "steps"));
    }
    if (progress.contains("seconds_left")) {
        words += rounded(", %.0f s left", progress["seconds_left"].get<double>());
    }
    return task.value("cancelling", false) ? words + ", being cancelled" : words;
}

std::string waitingText(const Json& task, bool isOwned)
{
    auto words = isOwned ? "waiting, " + text(task, "waiting_reason") : std::string("waiting for the next start");
    if (task.contains("seconds_to_start")) {
        words += rounded(", in about %.0f s", task["seconds_to_start"].get<double>());
    }
    return words;
}

std::string stateText(const Json& task, bool isOwned)
{
    const auto state = text(task, "state");
    if (state == "running") {
        return progressText(task);
    }
    return state == "queued" ? waitingText(task, isOwned) : state;
}

std::string deviceLine(const Json& device)
{
    auto line = text(device, "id") + "  " + text(device, "state");
    for (const char* key : {"name", "fault", "idle_reason"}) {
        if (const auto words = text(device, key); !words.empty()) {
            line += "  " + words;
        }
    }
    return line;
}

} // namespace

std::string queueLine(const Json& task, bool isOwned)
{
    return text(task, "task_id").substr(0, ShownIdLength) + "  " + stateText(task, isOwned) + "  ["
           + text(task, "client") + "]  " + beginning(text(task, "prompt"), ShownPromptLength);
}

std::vector<std::string> queueTable(const Json& list)
{
    std::vector<std::string> lines;
    for (const auto& device : list["devices"]) {
        lines.push_back(deviceLine(device));
    }
    const bool isOwned = !list["devices"].empty();
    if (!isOwned) {
        lines.emplace_back("no genserve process works on this data folder");
    }
    lines.push_back(list.value("paused", false) ? "paused: no task starts" : "");
    for (const auto& task : list["tasks"]) {
        lines.push_back(queueLine(task, isOwned));
    }
    if (list["tasks"].empty()) {
        lines.emplace_back("no task waits");
    }
    return lines;
}

} // namespace genserve::app
