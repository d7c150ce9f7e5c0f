// A task runner without an engine: paints a small picture from the seed and does what a test tells it.
#pragma once

#include "tasks/task_runner.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace genserve::test {

// The picture of a request, 16 x 8 RGB, the same for equal seeds and input pictures.
Image fakePicture(const GenerationRequest& request);

// Shared by all fake runners of a test and the test itself. Thread-safe.
class FakeEngine {
public:
    struct Run {
        std::string device;
        std::string prompt;
        std::int64_t seed = 0;
        int plan = 0;
        int rank = 0, members = 1; // of a team
    };

    // What a run does instead of painting. Tasks are told apart by their prompts.
    void failOnce(const std::string& prompt, ErrorCode code, int atStep = 0); // in the next run of that prompt
    void failAlways(const std::string& prompt, ErrorCode code);
    void throwOnce(const std::string& prompt);
    void needsPlan(const std::string& prompt, int plan); // OutOfMemory below it
    void failDevice(const std::string& device);          // its runner can't be made
    void holdDevice(const std::string& device);          // making its runner takes until releaseDevice()
    void releaseDevice(const std::string& device);
    void setPlans(int plans);
    void setSteps(int steps);
    void setPace(std::function<StageSeconds(const GenerationRequest&)> pace); // what runs say they took
    void setModelBytes(std::int64_t bytes);
    void setSeconds(const std::string& device, double seconds); // its runs take so long
    void setKind(const std::string& name);                      // of all devices, which else are of different kinds
    // In the next picture that it makes with others, at its first step.
    void failMemberOnce(const std::string& device, ErrorCode code);

    // Runs of this prompt wait at their first step until release() or a stop.
    void hold(const std::string& prompt);
    void release(const std::string& prompt);
    // Blocks until so many runs have begun, in all; false after ten seconds.
    bool waitForRuns(std::size_t count);

    [[nodiscard]] std::vector<Run> runs() const;
    [[nodiscard]] int mostAtOnce() const; // runs that were going on at the same time
    [[nodiscard]] int liveRunners() const;

    tasks::RunnerFactory factory();
    // For TaskServiceOptions::teams. Members wait for each other in every run.
    static Expected<std::shared_ptr<tasks::RunnerTeam>> team(const std::vector<std::string>& gpuIds);

private:
    friend class FakeRunner;
    tasks::SharedOutcome runTogether(const tasks::DeviceSpec& device, const GenerationRequest& request,
                                     const tasks::Seat& seat, const tasks::RunCallbacks& callbacks,
                                     std::stop_token stop);
    class CountedRun;
    struct Fault {
        std::optional<ErrorCode> code; // none = throws
        int atStep = 0;
        bool isOnce = true;
    };
    Expected<GenerationResult> run(const tasks::DeviceSpec& device, const GenerationRequest& request, int plan,
                                   const tasks::RunCallbacks& callbacks, std::stop_token stop,
                                   const tasks::Seat& seat = {});
    std::optional<Fault> takeFault(const std::string& prompt, int plan);
    std::chrono::duration<double> secondsOf(const std::string& device) const;
    void waitWhileHeld(const std::string& prompt, std::stop_token stop);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<Run> m_runs;
    std::map<std::string, Fault> m_faults;
    std::map<std::string, int> m_neededPlans;
    std::map<std::string, double> m_seconds;
    std::map<std::string, ErrorCode> m_memberFaults; // by device
    std::set<std::string> m_held, m_brokenDevices, m_slowDevices;
    std::function<StageSeconds(const GenerationRequest&)> m_pace;
    std::int64_t m_modelBytes = 0;
    std::string m_kind;
    int m_plans = 1;
    int m_steps = 4;
    int m_running = 0;
    int m_mostAtOnce = 0;
    int m_runners = 0;
};

} // namespace genserve::test
