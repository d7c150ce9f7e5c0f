// Decides on the head alone who calls and whether that one may: host, origin, key, rate.
#pragma once

#include "access/attempt_guard.h"
#include "access/caller.h"
#include "access/origin_policy.h"
#include "service/key_store.h"
#include "service/server_options.h"
#include "wire/exchange.h"

#include <memory>
#include <optional>

#include <tl/expected.hpp>

namespace genserve::service {

struct Refused {
    WireFault fault;
    int retryAfterSeconds = 0;           // 0 = no such field
    std::shared_ptr<Caller> caller = {}; // where it is known
};

class Doorkeeper {
public:
    // keys: empty = there are none.
    Doorkeeper(const ServerOptions& options, std::optional<KeyStore> keys);

    // The names and port that this server answers to, known once it listens.
    void setOwnHosts(std::vector<std::string> hosts, std::uint16_t port);

    // For the routes of administrators.
    std::optional<KeyStore>& keys() { return m_keys; }

    // 421 or 403; otherwise whether the reply gets CORS fields.
    tl::expected<OriginVerdict, Refused> checkSource(const RequestHead& head) const;
    // 401, 403 or 429; otherwise who calls. scope NoScope = a route that is open to everyone.
    tl::expected<std::shared_ptr<Caller>, Refused> admit(const RequestHead& head, const Peer& peer, Scope scope,
                                                         SteadyTime now);

private:
    tl::expected<std::shared_ptr<Caller>, Refused> identify(const RequestHead& head, const Peer& peer, SteadyTime now);

    bool m_needsKey;
    OriginRules m_rules;
    std::optional<KeyStore> m_keys;
    FailedKeyBan m_ban;
    RateLimit m_rate;
};

} // namespace genserve::service
