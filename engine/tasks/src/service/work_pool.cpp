#include "work_pool.h"

#include "thread_setup.h"

#include <string>
#include <utility>

namespace genserve::tasks {

WorkPool::WorkPool(int threads)
{
    for (int index = 0; index < threads; ++index) {
        m_threads.emplace_back([this, index] {
            setUpThread("codec-" + std::to_string(index), ThreadRank::Background);
            loop();
        });
    }
}

void WorkPool::post(std::function<void()> work)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_isStopping) {
            return;
        }
        m_posted.push_back(std::move(work));
    }
    m_hasWork.notify_one();
}

void WorkPool::waitForRoom(std::size_t most)
{
    std::unique_lock lock(m_mutex);
    m_hasRoom.wait(lock, [&] { return m_posted.size() <= most || m_isStopping; });
}

void WorkPool::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_hasWork.notify_all();
    m_hasRoom.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

void WorkPool::loop()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_hasWork.wait(lock, [this] { return !m_posted.empty() || m_isStopping; });
        if (m_posted.empty()) {
            return;
        }
        auto work = std::move(m_posted.front());
        m_posted.pop_front();
        lock.unlock();
        m_hasRoom.notify_all();
        work();
        work = nullptr; // what it holds goes before the next wait
        lock.lock();
    }
}

} // namespace genserve::tasks
