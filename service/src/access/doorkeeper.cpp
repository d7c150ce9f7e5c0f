#include "access/doorkeeper.h"

#include "tasks/task.h"
#include "wire/field_syntax.h"

#include <chrono>

namespace genserve::service {
namespace {

// Of callers without a key.
constexpr auto LocalScopes = Scope(GenerationScope | ControlScope | ReadScope);

tl::unexpected<Refused> refused(int status, std::string code, std::string message, int retryAfter = 0,
                                std::shared_ptr<Caller> caller = {})
{
    return tl::unexpected(Refused{{status, std::move(code), std::move(message)}, retryAfter, std::move(caller)});
}

// A proxy on this machine speaks for somebody else.
bool isLocal(const RequestHead& head, const Peer& peer)
{
    return peer.address.isLoopback() && !head.has("forwarded") && !head.has("x-forwarded-for");
}

std::string_view keyOf(const RequestHead& head)
{
    constexpr std::string_view Bearer = "Bearer ";
    const std::string_view authorization = head.value("authorization");
    return startsWithIgnoringCase(authorization, Bearer) ? trimBlanks(authorization.substr(Bearer.size()))
                                                         : head.value("x-api-key");
}

} // namespace

Doorkeeper::Doorkeeper(const ServerOptions& options, std::optional<KeyStore> keys)
    : m_needsKey(options.needsKey),
      m_keys(std::move(keys)),
      m_rate(options.requestsPerSecond, 2 * options.requestsPerSecond)
{
    m_rules.allowedHosts = options.allowedHosts;
    m_rules.allowedOrigins = options.allowedOrigins;
}

void Doorkeeper::setOwnHosts(std::vector<std::string> hosts, std::uint16_t port)
{
    m_rules.hosts = std::move(hosts);
    m_rules.port = port;
}

tl::expected<OriginVerdict, Refused> Doorkeeper::checkSource(const RequestHead& head) const
{
    if (!isOurHost(head.host, m_rules)) {
        return refused(421, "wrong_host", "this server does not answer to that host name; --allow-host adds one");
    }
    const OriginVerdict verdict = judgeOrigin(head.value("origin"), head.host, m_rules);
    if (verdict == OriginVerdict::Refused) {
        return refused(403, "origin_refused", "pages of that origin may not call this server");
    }
    return verdict;
}

tl::expected<std::shared_ptr<Caller>, Refused> Doorkeeper::admit(const RequestHead& head, const Peer& peer, Scope scope,
                                                                 SteadyTime now)
{
    using Known = tl::expected<std::shared_ptr<Caller>, Refused>;
    auto caller = scope == NoScope ? Known(std::make_shared<Caller>(peer.address.toString().toStdString(), NoScope))
                                   : identify(head, peer, now);
    if (!caller) {
        return caller;
    }
    if (!(*caller)->may(scope)) {
        return refused(403, "scope_missing", "the key does not allow this", 0, *caller);
    }
    if (const int wait = m_rate.secondsToWait((*caller)->client, now); wait > 0) {
        return refused(429, "rate_limited", "too many requests", wait, *caller);
    }
    return caller;
}

tl::expected<std::shared_ptr<Caller>, Refused> Doorkeeper::identify(const RequestHead& head, const Peer& peer,
                                                                    SteadyTime now)
{
    const std::string address = peer.address.toString().toStdString();
    const std::string_view key = keyOf(head);
    const bool local = isLocal(head, peer);
    if (!local && m_ban.isBanned(address, now)) {
        const auto minutes = std::chrono::duration_cast<std::chrono::seconds>(FailedKeyBan::Window);
        return refused(429, "banned", "too many wrong keys came from this address", static_cast<int>(minutes.count()));
    }
    if (!key.empty()) {
        if (m_keys) {
            static_cast<void>(m_keys->refresh()); // a file that can't be read leaves the keys as they were
            if (const ApiKey* const found = m_keys->find(key)) {
                return std::make_shared<Caller>(found->name, scopesFromWords(found->scopes));
            }
        }
        if (!peer.address.isLoopback()) {
            m_ban.noteFailure(address, now);
        }
        return refused(401, "wrong_key", "the key is not known");
    }
    if (local) {
        return std::make_shared<Caller>(tasks::LocalClient, LocalScopes);
    }
    if (!m_needsKey) {
        return std::make_shared<Caller>(address, LocalScopes);
    }
    return refused(401, "key_missing", "a key is needed: Authorization: Bearer or X-API-Key");
}

} // namespace genserve::service
