// The one redrawn line that shows on a terminal how far a picture is.
#pragma once

#include <chrono>
#include <string>

#include "base/generation.h"

namespace genserve::app {

struct ProgressState {
    Progress progress;
    int picture = 1; // of `pictures`
    int pictures = 1;
    double secondsPerStep = 0; // 0 = not known yet
};

// The line as it stands, at most `columns` wide: stage, steps, bar, seconds per step, time left. Parts that do not fit
// are left out from the end; the stage always stands.
std::string progressLine(const ProgressState& state, int columns);

// "8 s", "2 min 05 s", "1 h 04 min".
std::string durationText(double seconds);

// Draws on standard error if that is a terminal, else does nothing. Not thread-safe.
class ProgressBar {
public:
    explicit ProgressBar(int pictures);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void startPicture(int picture);
    void update(const Progress& progress);
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool m_isTerminal;
    bool m_isDrawn = false;
    ProgressState m_state;
    Clock::time_point m_stageStart;
    int m_firstStep = 0; // finished steps when the stage began
    Clock::time_point m_lastDraw;
};

} // namespace genserve::app
