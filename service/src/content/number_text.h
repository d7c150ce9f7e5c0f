// Numbers as text, exactly and without locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace genserve::service {

// JSON's grammar: "-12.5e3". Never NaN or infinite; absent where the value is beyond double.
std::optional<double> parseNumber(std::string_view text);

// The same with a whole value, also "1024.0" and "1e3". Absent beyond 64 bits; where the text has a point or exponent,
// beyond 2^53.
std::optional<std::int64_t> parseInteger(std::string_view text);

} // namespace genserve::service
