// The file that a picture is written to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace genserve::app {

// The file of picture `index` (from 0) of `count`: OUT itself for one, else OUT-0001.png, OUT-0002.png, ...
std::filesystem::path numberedOutput(const std::filesystem::path& output, std::int64_t index, std::int64_t count);

// What keeps a picture from being written there: its ending, its folder; or nothing. Tries the folder by a file that
// vanishes at once.
std::optional<std::string> outputProblem(const std::filesystem::path& output);

} // namespace genserve::app
