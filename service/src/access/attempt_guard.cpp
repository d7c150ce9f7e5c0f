#include "access/attempt_guard.h"

#include <algorithm>
#include <cmath>

namespace genserve::service {

void FailedKeyBan::noteFailure(const std::string& address, SteadyTime now)
{
    if (m_failures.size() >= MaxAddresses && !m_failures.contains(address)) {
        m_failures.erase(
            std::ranges::min_element(m_failures, {}, [](const auto& entry) { return entry.second.back(); }));
    }
    auto& failures = m_failures[address];
    failures.push_back(now);
    if (failures.size() > Attempts) {
        failures.pop_front();
    }
}

bool FailedKeyBan::isBanned(const std::string& address, SteadyTime now) const
{
    const auto found = m_failures.find(address);
    return found != m_failures.end() && found->second.size() >= Attempts && now - found->second.front() < Window;
}

int RateLimit::secondsToWait(const std::string& client, SteadyTime now)
{
    if (m_buckets.size() >= MaxClients && !m_buckets.contains(client)) {
        // Whoever has not asked for the longest time has the fullest bucket, so nothing is gained by it.
        m_buckets.erase(std::ranges::min_element(m_buckets, {}, [](const auto& entry) { return entry.second.filled; }));
    }
    const auto [entry, isNew] = m_buckets.try_emplace(client, Bucket{m_burst, now});
    Bucket& bucket = entry->second;
    const double passed = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.tokens = std::min(m_burst, bucket.tokens + passed * m_perSecond);
    bucket.filled = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
    }
    return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / m_perSecond)));
}

} // namespace genserve::service
