#include "watchdog.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: the only way to hand the environment on

namespace genserve::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view Flag = "--watchdog";
constexpr std::chrono::seconds LongestPause{60};
constexpr std::chrono::minutes CalmAfter{10}; // after this long a crash counts as the first one again

sigset_t watchedSignals()
{
    sigset_t signals{};
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) {
        sigaddset(&signals, signal);
    }
    return signals;
}

// 0 where the system refuses.
pid_t start(char** argv, const sigset_t& formerMask)
{
    posix_spawnattr_t attributes{};
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &formerMask);
    pid_t child = 0;
    const int error = posix_spawn(&child, "/proc/self/exe", nullptr, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        std::fprintf(stderr, "genserve: the server can't be started: %s\n", std::strerror(error));
        return 0;
    }
    return child;
}

// Hands signals on until the child has ended; its wait status.
int waitFor(pid_t child, const sigset_t& signals, bool& isStopping)
{
    for (;;) {
        int status = 0;
        if (waitpid(child, &status, WNOHANG) == child) {
            return status;
        }
        const int signal = sigwaitinfo(&signals, nullptr);
        if (signal > 0 && signal != SIGCHLD) {
            isStopping = true;
            kill(child, signal);
        }
    }
}

// False where a signal came meanwhile.
bool pause(std::chrono::seconds time, const sigset_t& signals)
{
    const auto end = Clock::now() + time;
    for (auto left = end - Clock::now(); left.count() > 0; left = end - Clock::now()) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
        const timespec rest{seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
        const int signal = sigtimedwait(&signals, nullptr, &rest);
        if (signal > 0 && signal != SIGCHLD) {
            return false;
        }
    }
    return true;
}

int exitCode(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

} // namespace

bool asksForWatchdog(int argc, char** argv)
{
    return argc > 1 && std::string_view(argv[1]) == "serve"
           && std::any_of(argv + 2, argv + argc, [](const char* word) { return word == Flag; });
}

int runWatchdog(int argc, char** argv)
{
    std::vector<char*> words(argv, argv + argc);
    std::erase_if(words, [](const char* word) { return word == Flag; });
    words.push_back(nullptr);
    setenv(WatchedVariable, "1", 1);
    const auto signals = watchedSignals();
    sigset_t formerMask{};
    sigprocmask(SIG_BLOCK, &signals, &formerMask);
    std::chrono::seconds next{1};
    bool isStopping = false;
    for (;;) {
        const auto started = Clock::now();
        const pid_t child = start(words.data(), formerMask);
        if (child == 0) {
            return 1;
        }
        const int status = waitFor(child, signals, isStopping);
        const int code = exitCode(status);
        if (isStopping || (WIFEXITED(status) && code != RestartWanted)) {
            return code;
        }
        if (Clock::now() - started > CalmAfter) {
            next = std::chrono::seconds{1};
        }
        std::fprintf(stderr, "genserve: the server %s; it is started again in %lld s\n",
                     WIFSIGNALED(status) ? "died" : "asked for a new start", static_cast<long long>(next.count()));
        if (!pause(next, signals)) {
            return code;
        }
        next = std::min(next * 2, LongestPause);
    }
}

} // namespace genserve::app
