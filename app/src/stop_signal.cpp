#include "stop_signal.h"

#include <pthread.h>

namespace genserve::app {

StopSignal::StopSignal()
{
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    struct sigaction hangUp = {};
    if (sigaction(SIGHUP, nullptr, &hangUp) == 0 && hangUp.sa_handler != SIG_IGN) { // else it runs under nohup
        sigaddset(&m_signals, SIGHUP);
    }
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_formerMask);
    m_listener = std::thread([this] { listen(); });
}

StopSignal::~StopSignal()
{
    m_end.request_stop();
    // Wakes the listener, which sees the end before it takes this for a signal from outside.
    pthread_kill(m_listener.native_handle(), SIGTERM);
    m_listener.join();
    pthread_sigmask(SIG_SETMASK, &m_formerMask, nullptr);
}

void StopSignal::listen()
{
    // A thread that waits may do anything on a signal, where a handler may do almost nothing.
    for (;;) {
        int signal = 0;
        if (sigwait(&m_signals, &signal) != 0) {
            continue;
        }
        if (m_end.stop_requested()) {
            return;
        }
        if (!m_source.request_stop()) {
            std::signal(signal, SIG_DFL);
            sigset_t only{};
            sigemptyset(&only);
            sigaddset(&only, signal);
            pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
            std::raise(signal);
        }
    }
}

} // namespace genserve::app
