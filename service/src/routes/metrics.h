// GET /metrics: what Prometheus collects of requests, tasks and devices.
#pragma once

#include "tasks/task_commands.h"
#include "wire/exchange.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace genserve::service {

// Service thread only.
class RequestCounters {
public:
    // route: as the table has it, "/tasks/{id}"; empty for requests that fit no route. The number of lines is bounded
    // by routes, methods and statuses, never by what clients send.
    void count(std::string_view route, const ExchangeRecord& record);

    // Prometheus' text format 0.0.4.
    [[nodiscard]] std::string text(const tasks::ServiceStatus& status, const std::string& version,
                                   std::int64_t uptimeSeconds) const;

private:
    struct Sums {
        std::uint64_t requests = 0, bytesIn = 0, bytesOut = 0;
        double seconds = 0;
    };
    std::map<std::tuple<std::string, std::string, int>, Sums> m_sums; // by route, method and status
};

} // namespace genserve::service
