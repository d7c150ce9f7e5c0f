// Texts out of untrusted files and names, fit for a message of one line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace genserve::pipeline {

// Control characters become '?', and what is longer is cut, between characters, and ends in "...".
std::string oneLine(std::string_view text, std::size_t longestBytes = 200);

} // namespace genserve::pipeline
