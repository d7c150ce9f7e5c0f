// Names and shapes as error messages show them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace genserve::weights {

// A name from a file, fit for one line of a terminal: control characters become '?', and a long name is cut.
std::string shownName(std::string_view name);

// "[3, 64]"
std::string shownShape(std::span<const std::int64_t> shape);

} // namespace genserve::weights
