#include "progress_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace genserve::app {
namespace {

constexpr int MostBarColumns = 40;
constexpr int LeastBarColumns = 8;
constexpr auto RedrawInterval = std::chrono::milliseconds(50);

std::string_view stageText(Stage stage)
{
    switch (stage) {
    case Stage::Load: return "loading the model";
    case Stage::Text: return "reading the prompt";
    case Stage::Encode: return "encoding the input";
    case Stage::Denoise: return "denoising";
    case Stage::Decode: return "decoding";
    }
    return {};
}

std::string secondsText(double seconds)
{
    std::array<char, 32> text{};
    const char* format = seconds < 0.1 ? "%.3f" : seconds < 10 ? "%.2f" : "%.1f";
    std::snprintf(text.data(), text.size(), format, seconds);
    return text.data();
}

std::string barText(int step, int steps, int columns)
{
    const int inner = columns - 2;
    const int done = std::clamp(static_cast<int>(std::lround(double(inner) * step / steps)), 0, inner);
    return "[" + std::string(static_cast<std::size_t>(done), '=')
           + std::string(static_cast<std::size_t>(inner - done), ' ') + "]";
}

int terminalColumns()
{
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 80;
}

void write(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

} // namespace

std::string durationText(double seconds)
{
    const auto whole = static_cast<long long>(std::ceil(std::max(seconds, 0.0)));
    std::array<char, 64> text{};
    if (whole < 60) {
        std::snprintf(text.data(), text.size(), "%lld s", whole);
    } else if (whole < 3600) {
        std::snprintf(text.data(), text.size(), "%lld min %02lld s", whole / 60, whole % 60);
    } else {
        std::snprintf(text.data(), text.size(), "%lld h %02lld min", whole / 3600, whole % 3600 / 60);
    }
    return text.data();
}

std::string progressLine(const ProgressState& state, int columns)
{
    const auto& [stage, step, steps] = state.progress;
    std::string line;
    if (state.pictures > 1) {
        line = "picture " + std::to_string(state.picture) + "/" + std::to_string(state.pictures) + ": ";
    }
    line += stageText(stage);
    std::string rate;
    // Stages of one step, such as decoding, have nothing to count.
    if (steps > 1) {
        line += " " + std::to_string(step) + "/" + std::to_string(steps);
        if (stage == Stage::Denoise && state.secondsPerStep > 0) {
            rate = "  " + secondsText(state.secondsPerStep) + " s/step, "
                   + durationText(state.secondsPerStep * (steps - step)) + " left";
        }
    }
    // The last column stays free: terminals wrap when it is written.
    const int room = columns - 1;
    const int barColumns = std::min(room - static_cast<int>(line.size() + rate.size()) - 2, MostBarColumns);
    if (steps > 1 && barColumns >= LeastBarColumns) {
        line += "  " + barText(step, steps, barColumns);
    }
    if (static_cast<int>(line.size() + rate.size()) <= room) {
        line += rate;
    }
    line.resize(std::min(line.size(), static_cast<std::size_t>(std::max(room, 0))));
    return line;
}

ProgressBar::ProgressBar(int pictures) : m_isTerminal(isatty(STDERR_FILENO) == 1) { m_state.pictures = pictures; }

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::startPicture(int picture)
{
    m_state.picture = picture;
    m_stageStart = {};
}

void ProgressBar::update(const Progress& progress)
{
    if (!m_isTerminal) {
        return;
    }
    const auto now = Clock::now();
    const bool isNewStage = m_stageStart == Clock::time_point{} || progress.stage != m_state.progress.stage;
    if (isNewStage) {
        m_stageStart = now;
        m_firstStep = progress.step;
        m_state.secondsPerStep = 0;
    } else if (progress.step > m_firstStep) {
        const std::chrono::duration<double> elapsed = now - m_stageStart;
        m_state.secondsPerStep = elapsed.count() / (progress.step - m_firstStep);
    }
    m_state.progress = progress;
    if (isNewStage || progress.step == progress.steps || now - m_lastDraw >= RedrawInterval) {
        m_lastDraw = now;
        m_isDrawn = true;
        write("\r" + progressLine(m_state, terminalColumns()) + "\x1b[K");
    }
}

void ProgressBar::clear()
{
    if (m_isDrawn) {
        m_isDrawn = false;
        write("\r\x1b[K");
    }
}

} // namespace genserve::app
