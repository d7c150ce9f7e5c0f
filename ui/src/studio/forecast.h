// How long pictures take here, learned from those that were made.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/generation.h"
#include "tasks/task.h"

namespace genserve::ui {

class Forecast {
public:
    void learn(const tasks::Task& finished);
    // Of one picture on the fastest device seen; nothing while the model was never run.
    struct Expected {
        double seconds = 0;
        std::string device;
    };
    [[nodiscard]] std::optional<Expected> of(const std::string& modelId, int widthPx, int heightPx, int steps) const;

private:
    struct Rate {
        double perMegapixelStep = 0; // s
        double besides = 0;          // s: text, decoding
    };
    std::map<std::pair<std::string, std::string>, Rate> m_rates; // by model and device
};

} // namespace genserve::ui
