// Texts out of untrusted files and names, fit for a message of one line.
#pragma once

#include <string>
#include <string_view>

namespace genserve::pipeline {

// Control characters become '?', and what is longer than 200 bytes is cut.
std::string oneLine(std::string_view text);

} // namespace genserve::pipeline
