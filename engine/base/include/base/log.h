// Where the engine's log lines go: one sink a process, set by the program before the first use of the engine.
#pragma once

#include <functional>
#include <string_view>

namespace genserve {

enum class LogLevel { Debug, Info, Warning, Error };

// Called from any thread; must be thread-safe and quick. `room` is the room's name, e.g. "weights".
using LogSink = std::function<void(LogLevel, std::string_view room, std::string_view message)>;

// Replaces the sink; the default writes warnings and errors to standard error.
void setLogSink(LogSink sink);

// Never pass prompts or pictures above Debug.
void log(LogLevel level, std::string_view room, std::string_view message);

} // namespace genserve
