// Reads a component's config.json, which may be hostile: every field has a range, and the first fault is kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace genserve::models {

// Fields that are absent or null take the default of the reference's class; a wrong type or a value outside its
// range is a fault that names file, field, value and limits. Values read after a fault are defaults.
class ConfigReader {
public:
    static Expected<ConfigReader> open(const std::filesystem::path& file);

    std::int64_t integer(const char* field, std::int64_t fallback, std::int64_t low, std::int64_t high);
    double number(const char* field, double fallback, double low, double high);
    bool boolean(const char* field, bool fallback);
    std::string word(const char* field, const std::string& fallback);
    // A list of count-limited integers, each in its range.
    std::vector<std::int64_t> integers(const char* field, const std::vector<std::int64_t>& fallback, std::int64_t low,
                                       std::int64_t high);
    std::vector<std::string> words(const char* field, const std::vector<std::string>& fallback);
    [[nodiscard]] bool isPresent(const char* field) const;

    // Notes a fault found by the caller, e.g. fields that contradict each other.
    void fault(std::string_view field, std::string message);
    // Success, or the first fault.
    [[nodiscard]] Expected<void> result() const;

private:
    const nlohmann::json* lookUp(const char* field) const;

    std::string m_file;
    nlohmann::json m_json;
    std::string m_fault;
};

} // namespace genserve::models
