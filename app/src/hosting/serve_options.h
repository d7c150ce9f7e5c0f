// The options of `genserve serve`.
#pragma once

#include <string>
#include <vector>

#include "host_options.h"
#include "service/server_options.h"

namespace genserve::app {

struct ServeChoice {
    HostChoice host;
    service::ServerOptions server;
    bool stopsNow = false;        // a stop puts running tasks back into the queue instead of waiting for them
    bool isQuiet = false;         // no log
    bool isWatched = false;       // --watchdog
    bool listensAsChosen = false; // server.addresses are those of --listen

    [[nodiscard]] bool isShared() const; // reachable from other computers
    [[nodiscard]] std::string addressText() const;
};

void addServeOptions(std::vector<Option>& table, ServeChoice& choice);

} // namespace genserve::app
