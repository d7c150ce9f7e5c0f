#include "service/request_record.h"

#include <array>
#include <cstdio>

namespace genserve::service {

std::string RequestRecord::line() const
{
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "%.1f", milliseconds);
    return id + ' ' + client + ' ' + (method.empty() ? "-" : method) + ' ' + (route.empty() ? "-" : route) + ' '
           + std::to_string(status) + ' ' + time.data() + "ms " + std::to_string(bytesIn) + " in "
           + std::to_string(bytesOut) + " out";
}

} // namespace genserve::service
