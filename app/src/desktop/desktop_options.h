// What may stand behind `genserve` when it opens the window.
#pragma once

#include <filesystem>
#include <optional>

#include "../commands.h"
#include "../hosting/host_options.h"

namespace genserve::app {

struct DesktopChoice {
    HostChoice host;
    std::optional<int> port;       // of the REST service for this start; absent = as the Server page has it
    std::filesystem::path picture; // to be opened on the canvas, absolute; empty = none
};

// The host options, --port and at most one picture. Everything is checked that can be without looking at a device; the
// picture's path becomes absolute.
ParsedArguments parseDesktop(Words arguments, DesktopChoice& choice);

} // namespace genserve::app
