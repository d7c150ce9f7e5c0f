// How often an address may try, and how often a client may ask: pure logic over a clock that the caller reads.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

namespace genserve::service {

using SteadyTime = std::chrono::steady_clock::time_point;

// Bans an address that has shown too many wrong keys.
class FailedKeyBan {
public:
    static constexpr std::size_t Attempts = 10;
    static constexpr std::chrono::minutes Window{10};
    static constexpr std::size_t MaxAddresses = 4096; // beyond these the oldest is forgotten

    void noteFailure(const std::string& address, SteadyTime now);
    [[nodiscard]] bool isBanned(const std::string& address, SteadyTime now) const;

private:
    std::unordered_map<std::string, std::deque<SteadyTime>> m_failures;
};

// A bucket of tokens for each client: so many requests at once, refilled at a rate.
class RateLimit {
public:
    static constexpr std::size_t MaxClients = 4096;

    RateLimit(double perSecond, double burst) : m_perSecond(perSecond), m_burst(burst) {}

    // Takes one token. Otherwise the seconds until there is one, at least 1.
    int secondsToWait(const std::string& client, SteadyTime now);

private:
    struct Bucket {
        double tokens = 0;
        SteadyTime filled;
    };

    double m_perSecond;
    double m_burst;
    std::unordered_map<std::string, Bucket> m_buckets;
};

} // namespace genserve::service
