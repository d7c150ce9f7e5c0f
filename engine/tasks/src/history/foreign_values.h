// Taking values out of untrusted texts into the fields of a request, where they are of any use.
#pragma once

#include "base/generation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genserve::tasks {

constexpr std::size_t MaxForeignText = 40'000; // bytes: 10 000 code points

// Absent, malformed and senseless values leave the target as it is. Whole numbers are 1 and up.
void takeNumber(std::optional<int>& target, std::string_view digits);
void takeNumber(std::optional<double>& target, std::string_view digits);
void takeNumber(std::int64_t& target, std::string_view digits); // a seed: 0 and up

// Cut to MaxForeignText at a border of code points; quotation marks around a JSON string go.
void takeText(std::string& target, std::string_view text);

} // namespace genserve::tasks
