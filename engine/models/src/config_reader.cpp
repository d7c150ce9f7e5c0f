#include "models/config_reader.h"

#include <utility>

#include "models/json_object.h"

namespace genserve::models {
namespace {

constexpr std::size_t MaxListLength = 64;

template <class T>
std::string range(T low, T high)
{
    return std::to_string(low) + " to " + std::to_string(high);
}

} // namespace

Expected<ConfigReader> ConfigReader::open(const std::filesystem::path& file)
{
    auto json = readJsonObject(file);
    if (!json) {
        return tl::unexpected(json.error());
    }
    ConfigReader reader;
    reader.m_file = file.string();
    reader.m_json = std::move(*json);
    return reader;
}

const nlohmann::json* ConfigReader::lookUp(const char* field) const
{
    const auto found = m_json.find(field);
    return found == m_json.end() || found->is_null() ? nullptr : &*found;
}

bool ConfigReader::isPresent(const char* field) const { return lookUp(field) != nullptr; }

std::int64_t ConfigReader::integer(const char* field, std::int64_t fallback, std::int64_t low, std::int64_t high)
{
    const auto* value = lookUp(field);
    if (value == nullptr) {
        return fallback;
    }
    const bool fits = value->is_number_unsigned() ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX)
                                                  : value->is_number_integer();
    if (!fits || value->get<std::int64_t>() < low || value->get<std::int64_t>() > high) {
        fault(field, "must be an integer from " + range(low, high));
        return fallback;
    }
    return value->get<std::int64_t>();
}

double ConfigReader::number(const char* field, double fallback, double low, double high)
{
    const auto* value = lookUp(field);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_number() || !(value->get<double>() >= low && value->get<double>() <= high)) {
        fault(field, "must be a number from " + range(low, high));
        return fallback;
    }
    return value->get<double>();
}

bool ConfigReader::boolean(const char* field, bool fallback)
{
    const auto* value = lookUp(field);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_boolean()) {
        fault(field, "must be true or false");
        return fallback;
    }
    return value->get<bool>();
}

std::string ConfigReader::word(const char* field, const std::string& fallback)
{
    const auto* value = lookUp(field);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_string()) {
        fault(field, "must be a string");
        return fallback;
    }
    return value->get<std::string>();
}

std::vector<std::int64_t> ConfigReader::integers(const char* field, const std::vector<std::int64_t>& fallback,
                                                 std::int64_t low, std::int64_t high)
{
    const auto* list = lookUp(field);
    if (list == nullptr) {
        return fallback;
    }
    std::vector<std::int64_t> values;
    if (list->is_array() && list->size() <= MaxListLength) {
        for (const auto& value : *list) {
            if (!value.is_number_integer() || value.get<std::int64_t>() < low || value.get<std::int64_t>() > high) {
                break;
            }
            values.push_back(value.get<std::int64_t>());
        }
    }
    if (values.empty() || values.size() != list->size()) {
        fault(field, "must be a list of 1 to 64 integers from " + range(low, high));
        return fallback;
    }
    return values;
}

std::vector<std::string> ConfigReader::words(const char* field, const std::vector<std::string>& fallback)
{
    const auto* list = lookUp(field);
    if (list == nullptr) {
        return fallback;
    }
    std::vector<std::string> values;
    if (list->is_array() && list->size() <= MaxListLength) {
        for (const auto& value : *list) {
            if (!value.is_string()) {
                break;
            }
            values.push_back(value.get<std::string>());
        }
    }
    if (values.empty() || values.size() != list->size()) {
        fault(field, "must be a list of 1 to 64 strings");
        return fallback;
    }
    return values;
}

void ConfigReader::fault(std::string_view field, std::string message)
{
    if (m_fault.empty()) {
        m_fault = std::string(field) + " " + message;
    }
}

Expected<void> ConfigReader::result() const
{
    if (!m_fault.empty()) {
        return failure(ErrorCode::UnsupportedFormat, m_fault, m_file);
    }
    return {};
}

} // namespace genserve::models
