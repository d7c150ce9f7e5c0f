#include "service/request_record.h"

#include <array>
#include <cstdio>

namespace genserve::service {

std::string RequestRecord::line() const
{
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "%.1f", milliseconds);
    const auto orDash = [](const std::string& value) { return value.empty() ? "-" : value; };
    return "request=" + orDash(id) + " client=" + orDash(client) + " address=" + orDash(address)
           + " method=" + orDash(method) + " route=" + orDash(route) + " status=" + std::to_string(status)
           + " ms=" + time.data() + " in=" + std::to_string(bytesIn) + " out=" + std::to_string(bytesOut);
}

} // namespace genserve::service
