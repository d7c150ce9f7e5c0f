#include "weights/read_ahead.h"

#include <algorithm>
#include <utility>

namespace genserve::weights {

ReadAhead::ReadAhead(std::size_t jobs, std::vector<std::span<std::uint8_t>> slabs, std::size_t threads, Read read)
    : m_slabs(std::move(slabs)),
      m_read(std::move(read)),
      m_jobs(jobs),
      m_isRead(m_slabs.size()),
      m_results(m_slabs.size())
{
    for (std::size_t i = 0; i < std::min({threads, m_slabs.size(), jobs}); ++i) {
        m_threads.emplace_back([this] { work(); });
    }
}

ReadAhead::~ReadAhead()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_changed.notify_all();
    for (auto& thread : m_threads) {
        thread.join();
    }
}

Expected<std::span<std::uint8_t>> ReadAhead::next()
{
    std::unique_lock lock(m_mutex);
    const std::size_t slab = m_given++ % m_slabs.size();
    m_changed.wait(lock, [&] { return m_isRead[slab] != 0; });
    m_isRead[slab] = 0;
    return std::exchange(m_results[slab], {}).map([&] { return m_slabs[slab]; });
}

void ReadAhead::release()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_released;
    }
    m_changed.notify_all();
}

void ReadAhead::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock,
                       [this] { return m_isStopped || m_begun == m_jobs || m_begun < m_released + m_slabs.size(); });
        if (m_isStopped || m_begun == m_jobs) {
            return;
        }
        const std::size_t job = m_begun++;
        const std::size_t slab = job % m_slabs.size();
        lock.unlock();
        auto result = m_read(job, m_slabs[slab]);
        lock.lock();
        m_results[slab] = std::move(result);
        m_isRead[slab] = 1;
        m_changed.notify_all();
    }
}

} // namespace genserve::weights
