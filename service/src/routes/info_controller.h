// The routes that tell about the server itself: status, models, health, the list of endpoints, the description.
#pragma once

#include "service/server_options.h"
#include "service/task_door.h"
#include "wire/reply.h"

#include <chrono>

namespace genserve::service {

class InfoController {
public:
    InfoController(const ServerOptions& options, const TaskDoor& door);

    [[nodiscard]] Reply status() const;
    [[nodiscard]] Reply models() const;
    [[nodiscard]] Reply loras() const;
    [[nodiscard]] Reply live() const;
    [[nodiscard]] Reply ready() const; // 503 unless a worker can take a task
    [[nodiscard]] Reply root() const;
    [[nodiscard]] Reply openApi() const;

private:
    std::string m_version;
    const TaskDoor& m_door;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
};

} // namespace genserve::service
