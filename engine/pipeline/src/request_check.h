// Collects what is wrong with a request, and what of it has no effect, while it is resolved.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace genserve::pipeline {

class RequestCheck {
public:
    void require(bool holds, std::string_view field, std::string problem);
    void fault(std::string_view field, std::string problem) { require(false, field, std::move(problem)); }
    // Both bounds are allowed.
    void requireRange(double value, double low, double high, std::string_view field);
    void requirePrompt(std::string_view text, std::string_view field);

    void warn(std::string sentence) { m_warnings.push_back(std::move(sentence)); }
    // "field has no effect <reason>", where the field was given.
    void unused(bool isGiven, std::string_view field, std::string_view reason);

    [[nodiscard]] const std::vector<Fault>& faults() const { return m_faults; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    std::vector<Fault> m_faults;
    std::vector<std::string> m_warnings;
};

// "300x200"
std::string sizeText(int width, int height);

} // namespace genserve::pipeline
