// `serve --watchdog`: a small parent that starts the server again when it dies.
#pragma once

namespace genserve::app {

// Set in the environment of a server that is watched, and the exit code by which that asks to be started anew.
constexpr const char* WatchedVariable = "GENSERVE_WATCHED";
constexpr int RestartWanted = 75; // EX_TEMPFAIL

// Whether the command line is one that asks for it.
bool asksForWatchdog(int argc, char** argv);

// Runs this program again without --watchdog as often as it crashes or asks to be started anew (RestartWanted), waiting
// 1 to 60 s between two starts that come soon after each other. SIGTERM, SIGINT and SIGHUP go on to the server, whose
// exit code is returned. Uses neither Qt nor libtorch, so that nothing of what kills a server can kill this.
int runWatchdog(int argc, char** argv);

} // namespace genserve::app
