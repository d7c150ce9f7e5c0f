// The tasks thread: runs what is posted to it, then settles all of it at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace genserve::tasks {

class TaskThread {
public:
    using Work = std::function<void()>;
    // Runs after every batch of posted work, which may be empty: says how long to sleep at most; nothing = for ever.
    using Settle = std::function<std::optional<std::chrono::milliseconds>()>;

    TaskThread() = default;
    // `last` runs at the end of the thread.
    void start(Settle settle, Work last);

    // From any thread. Work runs in the order of posting; what is posted after stop() is dropped.
    void post(Work work);

    // Runs what was posted, settles once more and ends. Blocks.
    void stop();
    ~TaskThread() { stop(); }

    TaskThread(const TaskThread&) = delete;
    TaskThread& operator=(const TaskThread&) = delete;

private:
    void loop(const Settle& settle);
    std::vector<Work> waitForWork(std::optional<std::chrono::milliseconds> most, bool& isLast);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Work> m_posted;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace genserve::tasks
