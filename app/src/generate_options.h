// The options of `genserve generate`, their rules, and the checks that need no model.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "adapter_options.h"
#include "base/generation.h"
#include "command_line.h"
#include "engine_choice.h"

namespace genserve::app {

constexpr std::int64_t RandomSeed = -1;

struct GenerateOptions {
    GenerationRequest request; // without its pictures and controlNets; seed may be RandomSeed
    std::vector<ControlNetArgument> controlNets;
    EngineChoice engine;
    std::filesystem::path output, input, mask, control;
    std::int64_t count = 1;
    bool asJson = false;
    bool showsPictureHelp = false; // --help-pictures
};

// The table refers to `options`, which must outlive it.
std::vector<Option> generateTable(GenerateOptions& options);

// Combinations that the table can't see, and paths: missing pictures, the size's area, an output that can't be written.
std::vector<UsageFault> checkOptions(const GenerateOptions& options);

// One sentence for each picture that was given and is not used. The engine warns about the other options.
std::vector<std::string> unusedPictureWarnings(const GenerateOptions& options);

// Trims `prompt`; what is wrong with it otherwise (UTF-8 without NUL, 1 to 10000 characters), or nothing.
std::optional<std::string> checkPrompt(std::string& prompt);

// A number from 0 to 2^32 - 1.
std::int64_t drawSeed();

} // namespace genserve::app
