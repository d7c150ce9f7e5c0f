#include "figures_poller.h"

#include "thread_setup.h"

#include <utility>

namespace genserve::tasks {

FiguresPoller::FiguresPoller(std::vector<std::string> gpuIds, Ask ask, std::chrono::milliseconds every, Tell tell)
    : m_gpuIds(std::move(gpuIds)),
      m_ask(std::move(ask)),
      m_every(every),
      m_tell(std::move(tell)),
      m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

void FiguresPoller::loop(const std::stop_token& stop)
{
    setUpThread("figures", ThreadRank::Background);
    Figures last;
    while (!stop.stop_requested()) {
        Figures now;
        for (const std::string& gpuId : m_gpuIds) {
            now[gpuId] = m_ask(gpuId).value_or(DeviceFigures{});
        }
        if (now != std::exchange(last, now)) {
            m_tell(now);
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, m_every, [] { return false; });
    }
}

} // namespace genserve::tasks
