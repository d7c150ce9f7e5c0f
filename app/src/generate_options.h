// The options of `genserve generate`, their rules, and the checks that need no model.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/generation.h"
#include "command_line.h"
#include "engine_choice.h"

namespace genserve::app {

constexpr std::int64_t RandomSeed = -1;

struct GenerateOptions {
    GenerationRequest request; // without its pictures; seed may be RandomSeed
    EngineChoice engine;
    std::filesystem::path output, input, mask, control;
    std::int64_t count = 1;
    bool asJson = false;
};

// The table refers to `options`, which must outlive it.
std::vector<Option> generateTable(GenerateOptions& options);

// Combinations that the table can't see, and paths: missing pictures, the size's area, an output that can't be written.
std::vector<UsageFault> checkOptions(const GenerateOptions& options);

// Options that were given and have no effect, one sentence each.
std::vector<std::string> unusedOptionWarnings(const GenerateOptions& options);

// Trims `prompt`; what is wrong with it otherwise (UTF-8 without NUL, 1 to 10000 characters), or nothing.
std::optional<std::string> checkPrompt(std::string& prompt);

// A number from 0 to 2^32 - 1.
std::int64_t drawSeed();

// The file of picture `index` (from 0) of `count`: OUT itself for one, else OUT-0001.png, OUT-0002.png, ...
std::filesystem::path numberedOutput(const std::filesystem::path& output, std::int64_t index, std::int64_t count);

// What keeps a picture from being written there: its ending, its folder; or nothing. Tries the folder by a file that
// vanishes at once.
std::optional<std::string> outputProblem(const std::filesystem::path& output);

} // namespace genserve::app
