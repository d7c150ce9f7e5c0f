// One screen of help for the program and for each command: at most 24 lines of 80 columns.
#pragma once

#include <string_view>

namespace genserve::app {

extern const std::string_view ProgramHelp;
extern const std::string_view GenerateHelp;
extern const std::string_view GeneratePicturesHelp; // LoRAs, fill and control
extern const std::string_view TokensHelp;
extern const std::string_view ModelsHelp;
extern const std::string_view BenchHelp;
extern const std::string_view ThroughputHelp;
extern const std::string_view ServeHelp;
extern const std::string_view QueueHelp;

} // namespace genserve::app
