// A task service with fake devices for tests, and ways to wait for what happens in it.
#pragma once

#include "../support/fake_runner.h"
#include "tasks/task_service.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

// Turned by the test only.
class FakeClock {
public:
    genserve::tasks::Clock clock();
    void advance(std::int64_t milliseconds);
    void setWall(genserve::tasks::WallMs now);

private:
    struct State {
        std::mutex mutex;
        genserve::tasks::WallMs wall = 1'790'000'000'000; // September 2026
        std::int64_t steady = 5000;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

// Stores that fail when told to.
class DiskSwitch {
public:
    std::function<genserve::Expected<genserve::tasks::OpenedStore>(const genserve::tasks::DataFolder&)> opener();
    void setBroken(bool isBroken) { *m_isBroken = isBroken; }

private:
    std::shared_ptr<std::atomic<bool>> m_isBroken = std::make_shared<std::atomic<bool>>(false);
};

class ServiceFixture {
public:
    explicit ServiceFixture(int devices = 1); // "cpu", "cpu#1", ...
    ~ServiceFixture();

    void start();
    void stop();
    genserve::tasks::TaskService& service() { return *m_service; }

    // Wait for the answer.
    genserve::tasks::SubmitOutcome submit(genserve::tasks::Submission submission);
    genserve::tasks::TaskId submit(const std::string& prompt, int priority = 0, const std::string& client = "local");
    genserve::tasks::CommandOutcome cancel(const genserve::tasks::TaskId& task);
    genserve::tasks::CommandOutcome retry(const genserve::tasks::TaskId& task);
    genserve::Expected<void> setMode(const std::string& device, genserve::tasks::DeviceMode mode);
    genserve::tasks::TaskView find(const genserve::tasks::TaskId& task); // an empty one where there is none
    std::vector<genserve::tasks::TaskView> unfinished();

    // False after ten seconds.
    bool waitFor(const genserve::tasks::TaskId& task, genserve::tasks::TaskState state);
    bool waitForEnd(const genserve::tasks::TaskId& task); // in any final state
    bool waitForDevice(const std::string& device, genserve::tasks::DeviceState state);
    // Until this many devices are told to be busy; their runs may begin before that is told.
    bool waitForBusy(std::ptrdiff_t devices);
    // The states that were told of the task, in order, without repetitions.
    std::vector<genserve::tasks::TaskState> told(const genserve::tasks::TaskId& task);

    QTemporaryDir root;
    genserve::test::FakeEngine engine;
    FakeClock clock;
    DiskSwitch disk;
    genserve::tasks::TaskServiceOptions options;

private:
    template <class T, class Ask>
    T answer(Ask ask)
    {
        auto promise = std::make_shared<std::promise<T>>();
        ask([promise](T value) { promise->set_value(std::move(value)); });
        return promise->get_future().get();
    }

    void note(const genserve::tasks::Task& task); // under the mutex

    std::unique_ptr<genserve::tasks::TaskService> m_service;
    std::shared_ptr<void> m_subscription;
    std::mutex m_mutex;
    std::condition_variable m_told;
    std::map<genserve::tasks::TaskId, std::vector<genserve::tasks::TaskState>> m_states;
    std::vector<genserve::tasks::DeviceStatus> m_devices;
};

genserve::tasks::Submission submission(const std::string& prompt);
