// One device's thread: makes its runner there, runs one task after the other on it, destroys it there.
#pragma once

#include "base/error.h"
#include "tasks/task.h"
#include "tasks/task_runner.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace genserve::tasks {

struct Job {
    TaskId task;
    int attempt = 0; // tells the outcome of this attempt from that of another
    std::string request;
    std::filesystem::path inputs;
    std::string picture; // Task::picture
    std::stop_token stop;
    Seat seat = {}; // in the team that makes it; without a team it is made here alone

    [[nodiscard]] bool isHelp() const { return seat.rank > 0; }
};

// A picture on its way to the disk.
struct Product {
    GenerationRequest request;
    GenerationResult result;
};

struct JobEnd {
    Expected<Product> product;
    std::string advice = {};    // beside OutOfMemory
    bool hasLostOthers = false; // see SharedOutcome
    std::vector<std::string> heldModels = {};
    std::int64_t modelBytes = 0;
};

// Called on the worker's thread.
struct WorkerEvents {
    std::function<void(const std::string& deviceName)> ready;
    std::function<void(const Error&)> failed; // no runner; the thread waits for its end
    std::function<void(const Job&, const Progress&)> progressed;
    std::function<void(const Job&, const Image&)> previewed;
    std::function<void(const Job&, JobEnd)> ended;
    std::function<void()> retired; // the runner is gone; the thread ends
};

class Worker {
public:
    Worker(DeviceSpec device, RunnerFactory factory, WorkerEvents events);

    // Only while it is idle.
    void start(Job job);

    // Lets the running task end, then destroys the runner. Does not block.
    void retire();

    // Blocks until the running task ends.
    ~Worker();

    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

private:
    void loop();
    std::optional<Job> nextJob();
    JobEnd run(TaskRunner& runner, const Job& job);
    JobEnd attempt(TaskRunner& runner, const Job& job);
    JobEnd runPlans(TaskRunner& runner, const Job& job, GenerationRequest request);
    JobEnd runTogether(TaskRunner& runner, const Job& job, GenerationRequest request);

    const DeviceSpec m_device;
    const RunnerFactory m_factory;
    const WorkerEvents m_events;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<Job> m_job;
    bool m_isRetiring = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace genserve::tasks
