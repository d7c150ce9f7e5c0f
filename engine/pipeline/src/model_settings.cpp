#include "model_settings.h"

#include "base/log.h"
#include "model_kind.h"
#include "models/json_object.h"
#include "one_line.h"

namespace genserve::pipeline {
namespace {

constexpr std::size_t LongestLine = 6000; // a path may have 4096 bytes

class SettingsReader {
public:
    SettingsReader(const std::filesystem::path& file, const nlohmann::json& json) : m_file(file), m_json(json) {}

    std::optional<std::string> text(const char* field)
    {
        const auto* value = lookUp(field);
        if (value == nullptr) {
            return std::nullopt;
        }
        const auto* words = value->get_ptr<const std::string*>();
        if (words == nullptr || words->empty() || oneLine(*words) != *words) {
            warn(field, "must be one line of 1 to 200 bytes");
            return std::nullopt;
        }
        return *words;
    }

    std::optional<double> number(const char* field, double low, double high)
    {
        const auto* value = lookUp(field);
        if (value == nullptr) {
            return std::nullopt;
        }
        if (!value->is_number() || !(value->get<double>() >= low && value->get<double>() <= high)) {
            warn(field, "must be a number from " + shown(low) + " to " + shown(high));
            return std::nullopt;
        }
        return value->get<double>();
    }

    std::optional<int> integer(const char* field, int low, int high, int multiple)
    {
        const auto value = number(field, low, high);
        if (!value) {
            return std::nullopt;
        }
        const int whole = static_cast<int>(*value);
        if (whole != *value || whole % multiple != 0) {
            warn(field, "must be a multiple of " + std::to_string(multiple));
            return std::nullopt;
        }
        return whole;
    }

    std::optional<ControlType> controlType(const char* field)
    {
        const auto word = text(field);
        const auto type = word ? controlTypeFromString(*word) : std::nullopt;
        if (word && !type) {
            warn(field, "must be canny, depth, openpose or none");
        }
        return type == ControlType::None ? std::nullopt : type;
    }

    void warn(const std::string& field, const std::string& problem)
    {
        log(LogLevel::Warning, "pipeline",
            oneLine(m_file.string(), LongestLine) + ": " + field + " " + problem + "; it is ignored");
    }

private:
    static std::string shown(double limit) { return std::to_string(static_cast<int>(limit)); }

    const nlohmann::json* lookUp(const char* field) const
    {
        const auto found = m_json.find(field);
        return found == m_json.end() || found->is_null() ? nullptr : &*found;
    }

    const std::filesystem::path& m_file;
    const nlohmann::json& m_json;
};

} // namespace

ModelSettings readSettings(const std::filesystem::path& modelFolder)
{
    const auto file = modelFolder / "genserve.json";
    const auto json = models::readJsonObject(file);
    if (!json) {
        if (json.error().code != ErrorCode::NotFound) {
            log(LogLevel::Warning, "pipeline", oneLine(describe(json.error()), LongestLine) + "; it is ignored");
        }
        return {};
    }
    SettingsReader reader(file, *json);
    ModelSettings settings{
        .id = reader.text("id"),
        .name = reader.text("name"),
        .description = reader.text("description"),
        .nativeSize = reader.integer("native_size", 16, 4096, 16),
        .defaultSteps = reader.integer("default_steps", 1, 200, 1),
        .defaultCfg = reader.number("default_cfg", 0, 50),
        .controlType = reader.controlType("control_type"),
    };
    if (settings.id && idFromName(*settings.id) != *settings.id) {
        reader.warn("id", "must be 1 to 64 characters out of a-z, 0-9, '.', '_' and '-'");
        settings.id.reset();
    }
    return settings;
}

} // namespace genserve::pipeline
