#include "outcome_json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace genserve::tasks {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<const char*, double StageSeconds::*>, 5> Stages{{{"load", &StageSeconds::load},
                                                                                {"text", &StageSeconds::text},
                                                                                {"encode", &StageSeconds::encode},
                                                                                {"denoise", &StageSeconds::denoise},
                                                                                {"decode", &StageSeconds::decode}}};

// Messages may quote bytes of files, so they need not be UTF-8.
std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json parsed(std::string_view text)
{
    constexpr bool ThrowsExceptions = false;
    return Json::parse(text, nullptr, ThrowsExceptions);
}

template <class T>
T valueOf(const Json& object, const char* key, T otherwise)
{
    if (!object.is_object() || !object.contains(key)) {
        return otherwise;
    }
    try {
        return object[key].get<T>();
    } catch (const nlohmann::json::exception&) {
        return otherwise;
    }
}

} // namespace

std::string errorJson(const TaskError& error)
{
    if (error == TaskError{}) {
        return {};
    }
    auto faults = Json::array();
    for (const Fault& fault : error.faults) {
        faults.push_back({{"field", fault.field}, {"problem", fault.problem}});
    }
    return dumped(
        {{"code", error.code}, {"message", error.message}, {"advice", error.advice}, {"details", std::move(faults)}});
}

TaskError errorFromJson(std::string_view json)
{
    if (json.empty()) {
        return {};
    }
    const Json object = parsed(json);
    TaskError error{valueOf<std::string>(object, "code", {}),
                    valueOf<std::string>(object, "message", {}),
                    valueOf<std::string>(object, "advice", {}),
                    {}};
    for (const Json& fault : valueOf<Json::array_t>(object, "details", {})) {
        error.faults.push_back({valueOf<std::string>(fault, "field", {}), valueOf<std::string>(fault, "problem", {})});
    }
    return error;
}

std::string resultJson(const Task& task)
{
    if (task.state != TaskState::Finished) {
        return {};
    }
    const TaskResult& result = task.result;
    Json seconds;
    for (const auto& [key, member] : Stages) {
        seconds[key] = result.seconds.*member;
    }
    Json object = {{"width", result.width}, {"height", result.height},        {"steps", result.steps},
                   {"cfg", result.cfg},     {"model_hash", result.modelHash}, {"precision", result.precision},
                   {"seconds", seconds},    {"warnings", result.warnings}};
    if (!result.fileName.empty()) {
        object["file_name"] = result.fileName;
    }
    return dumped(object);
}

TaskResult resultFromJson(std::string_view json)
{
    TaskResult result;
    if (json.empty()) {
        return result;
    }
    const Json object = parsed(json);
    result.width = valueOf(object, "width", 0);
    result.height = valueOf(object, "height", 0);
    result.steps = valueOf(object, "steps", 0);
    result.cfg = valueOf(object, "cfg", 0.0);
    result.modelHash = valueOf<std::string>(object, "model_hash", {});
    result.precision = valueOf<std::string>(object, "precision", {});
    result.fileName = valueOf<std::string>(object, "file_name", {});
    result.warnings = valueOf<std::vector<std::string>>(object, "warnings", {});
    const Json seconds = valueOf<Json>(object, "seconds", {});
    for (const auto& [key, member] : Stages) {
        result.seconds.*member = valueOf(seconds, key, 0.0);
    }
    return result;
}

std::string tagsJson(const std::vector<std::string>& tags) { return tags.empty() ? std::string() : dumped(tags); }

std::vector<std::string> tagsFromJson(std::string_view json)
{
    return json.empty() ? std::vector<std::string>()
                        : valueOf<std::vector<std::string>>({{"tags", parsed(json)}}, "tags", {});
}

} // namespace genserve::tasks
