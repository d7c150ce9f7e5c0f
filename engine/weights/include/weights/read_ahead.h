// Reads that run ahead of their consumer: several threads fill a ring of buffers, one thread empties it in order.
//
// A single thread copies from the page cache at a fraction of what a GPU's bus or a fast disk gives.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/error.h"

namespace genserve::weights {

class ReadAhead {
public:
    // Called by any of the threads, for several jobs at once.
    using Read = std::function<Expected<void>(std::size_t job, std::span<std::uint8_t> slab)>;

    // Job i is read into slab i % slabs.size(). The slabs must outlive this, and read() must not throw.
    ReadAhead(std::size_t jobs, std::vector<std::span<std::uint8_t>> slabs, std::size_t threads, Read read);
    // Waits for reads that have begun.
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    // Waits until the next job, in order, has been read: its slab, or what failed. At most as often as there are jobs.
    Expected<std::span<std::uint8_t>> next();
    // The slab that next() gave first of those not released yet may be filled again. next() needs one that is.
    void release();

private:
    void work();

    std::vector<std::span<std::uint8_t>> m_slabs;
    Read m_read;
    std::size_t m_jobs;
    std::size_t m_begun = 0, m_given = 0, m_released = 0;
    bool m_isStopped = false;
    std::vector<char> m_isRead;            // by slab
    std::vector<Expected<void>> m_results; // likewise
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::thread> m_threads; // last: they use all the rest
};

} // namespace genserve::weights
