#include "task_thread.h"

#include "thread_setup.h"

#include <utility>

namespace genserve::tasks {

void TaskThread::start(Settle settle, Work last)
{
    m_thread = std::thread([this, settle = std::move(settle), last = std::move(last)] {
        setUpThread("tasks", ThreadRank::Normal);
        loop(settle);
        last();
    });
}

void TaskThread::post(Work work)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_isStopping) {
            return;
        }
        m_posted.push_back(std::move(work));
    }
    m_wake.notify_one();
}

void TaskThread::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void TaskThread::loop(const Settle& settle)
{
    auto sleep = settle();
    for (bool isLast = false; !isLast;) {
        for (const Work& work : waitForWork(sleep, isLast)) {
            work();
        }
        sleep = settle();
    }
}

std::vector<TaskThread::Work> TaskThread::waitForWork(std::optional<std::chrono::milliseconds> most, bool& isLast)
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return !m_posted.empty() || m_isStopping; };
    if (most) {
        m_wake.wait_for(lock, *most, hasWork);
    } else {
        m_wake.wait(lock, hasWork);
    }
    isLast = m_isStopping;
    return std::exchange(m_posted, {});
}

} // namespace genserve::tasks
