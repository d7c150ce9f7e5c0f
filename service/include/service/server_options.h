// What the owner of a server decides about its REST service.
#pragma once

#include "service/wire_limits.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace genserve::service {

struct ServerOptions {
    std::vector<std::string> addresses{"127.0.0.1", "::1"}; // to listen on; the first must work
    std::uint16_t port = 12411;                             // 0 = any that is free
    bool needsKey = true;                                   // from elsewhere than loopback; false = --no-auth
    std::filesystem::path keyFile;                          // empty = there are no keys
    std::vector<std::string> allowedHosts;                  // --allow-host
    std::vector<std::string> allowedOrigins;                // --allow-origin
    std::chrono::seconds taskTimeout{600};                  // of the generate routes
    std::int64_t maxPixels = 8'388'608;                     // width × height
    double requestsPerSecond = 100;                         // of one client, after a burst of twice as many
    int codecThreads = 2;
    std::string version = "0.1.0";
    WireLimits limits;
};

} // namespace genserve::service
