#include "routes/idempotency.h"

#include "base/sha256.h"

#include <algorithm>
#include <utility>

namespace genserve::service {

bool isIdempotencyKey(std::string_view key)
{
    return !key.empty() && key.size() <= 255
           && std::ranges::all_of(key, [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x7F; });
}

tasks::RetryKey retryKeyOf(const std::string& client, const std::string& path, std::string_view sent,
                           const std::string& bodyHash)
{
    Sha256 sha;
    sha.add(client + '\n' + path + '\n' + std::string(sent)); // none of them holds a line end
    return {sha.hexDigest(), bodyHash};
}

PendingKeys::Claim PendingKeys::claim(const tasks::RetryKey& key, Joiner joiner)
{
    const auto [entry, isFirst] = m_entries.try_emplace(key.key, Entry{key.content, {}});
    if (isFirst) {
        return Claim::First;
    }
    if (entry->second.content != key.content) {
        return Claim::Misuse;
    }
    entry->second.joiners.push_back(std::move(joiner));
    return Claim::Joined;
}

void PendingKeys::settle(const tasks::RetryKey& key, const Outcome& outcome)
{
    const auto entry = m_entries.extract(key.key);
    if (entry.empty()) {
        return;
    }
    for (const Joiner& joiner : entry.mapped().joiners) {
        joiner(outcome);
    }
}

} // namespace genserve::service
