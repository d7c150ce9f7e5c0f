// The codec pool: threads for encoding, hashing and writing files, so that neither workers nor the tasks thread wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace genserve::tasks {

class WorkPool {
public:
    explicit WorkPool(int threads);

    // From any thread; never blocks. Work is begun in the order of posting.
    void post(std::function<void()> work);

    // Blocks while more than this many posted pieces wait to begin: the brake for whoever makes work faster than the
    // disk takes it.
    void waitForRoom(std::size_t most);

    // Finishes what was posted; later work is dropped.
    void stop();
    ~WorkPool() { stop(); }

    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;

private:
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::condition_variable m_hasRoom;
    std::deque<std::function<void()>> m_posted;
    bool m_isStopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace genserve::tasks
