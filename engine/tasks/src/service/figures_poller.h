// Asks for the devices' figures once a second, on a thread of its own: drivers may take their time.
#pragma once

#include "tasks/device_status.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace genserve::tasks {

class FiguresPoller {
public:
    using Ask = std::function<std::optional<DeviceFigures>(const std::string& gpuId)>;
    using Figures = std::map<std::string, DeviceFigures>; // by gpuId
    // Called on the poller's thread when any figure is another one than before.
    using Tell = std::function<void(const Figures&)>;

    FiguresPoller(std::vector<std::string> gpuIds, Ask ask, std::chrono::milliseconds every, Tell tell);

private:
    void loop(const std::stop_token& stop);

    const std::vector<std::string> m_gpuIds;
    const Ask m_ask;
    const std::chrono::milliseconds m_every;
    const Tell m_tell;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

} // namespace genserve::tasks
