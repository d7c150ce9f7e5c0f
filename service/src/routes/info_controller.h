// The routes that tell about the server itself: status, models, health, the list of endpoints, the description.
#pragma once

#include "routes/metrics.h"
#include "service/server_options.h"
#include "service/task_door.h"
#include "wire/reply.h"

#include <chrono>

namespace genserve::service {

class InfoController {
public:
    InfoController(const ServerOptions& options, const TaskDoor& door, const RequestCounters& counters);

    // From now on the server says that it is about to stop.
    void setDraining() { m_isDraining = true; }

    [[nodiscard]] Reply status() const;
    [[nodiscard]] Reply models() const;
    [[nodiscard]] Reply loras() const;
    [[nodiscard]] Reply live() const;
    [[nodiscard]] Reply ready() const;                       // 503 unless a worker can take a task
    [[nodiscard]] Reply root(const RequestHead& head) const; // a page for browsers, JSON for programs
    [[nodiscard]] Reply docs() const;
    [[nodiscard]] Reply metrics() const;
    [[nodiscard]] Reply openApi() const;

private:
    [[nodiscard]] tasks::ServiceStatus doorStatus() const;
    [[nodiscard]] std::int64_t uptimeSeconds() const;

    std::string m_version;
    const TaskDoor& m_door;
    const RequestCounters& m_counters;
    bool m_isDraining = false;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
};

} // namespace genserve::service
