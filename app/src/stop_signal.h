// Ctrl-C and its kin as a std::stop_token.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace genserve::app {

// While it lives, the first SIGINT, SIGTERM or SIGHUP asks the work to stop and a second one kills the process at
// once. Construct it before other threads start: they must inherit the blocked signals. One at a time.
class StopSignal {
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    void listen();

    sigset_t m_signals{};
    sigset_t m_formerMask{};
    std::stop_source m_source;
    std::stop_source m_end;
    std::thread m_listener;
};

} // namespace genserve::app
