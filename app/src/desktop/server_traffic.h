// Who asked the REST service for what lately: counted from its request records for the Server page.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "service/request_record.h"
#include "ui/world.h"

namespace genserve::app {

// One thread's object.
class ServerTraffic {
public:
    void add(const service::RequestRecord& record, tasks::WallMs now);

    // A minute each, oldest first, up to `now`; at most 60.
    [[nodiscard]] std::vector<int> requests(tasks::WallMs now) const;
    [[nodiscard]] std::vector<int> refused(tasks::WallMs now) const;

    // Of the last ten minutes, the latest first; their `tasks` are not filled in.
    [[nodiscard]] std::vector<ui::ServerClient> clients(tasks::WallMs now) const;

    struct KeyUse {
        tasks::WallMs lastMs = 0;
        int today = 0; // requests since midnight UTC
    };
    [[nodiscard]] KeyUse keyUse(const std::string& name, tasks::WallMs now) const;
    // What an earlier start saw of a key, before anything is added.
    void restore(const std::string& name, const KeyUse& use) { m_keys[name] = use; }

private:
    struct Minute {
        int requests = 0, refused = 0;
    };
    void forget(tasks::WallMs now);

    std::map<tasks::WallMs, Minute> m_minutes;         // by the minute's number
    std::map<std::string, ui::ServerClient> m_clients; // by name and address
    std::map<std::string, KeyUse> m_keys;
};

} // namespace genserve::app
