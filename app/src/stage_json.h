// Seconds by stage as JSON, the same in every command.
#pragma once

#include <nlohmann/json.hpp>

#include "base/generation.h"

namespace genserve::app {

inline nlohmann::ordered_json stageJson(const StageSeconds& seconds)
{
    return {{"load", seconds.load},
            {"text", seconds.text},
            {"encode", seconds.encode},
            {"denoise", seconds.denoise},
            {"decode", seconds.decode}};
}

} // namespace genserve::app
