// One screen of help for each command that talks to a server or keeps its keys.
#pragma once

#include <string_view>

namespace genserve::app {

extern const std::string_view MonitorHelp;
extern const std::string_view BenchUploadsHelp;
extern const std::string_view CheckHelp;
extern const std::string_view KeysHelp;

} // namespace genserve::app
