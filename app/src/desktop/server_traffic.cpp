#include "server_traffic.h"

#include <algorithm>

namespace genserve::app {
namespace {

constexpr tasks::WallMs MinuteMs = 60'000;
constexpr tasks::WallMs DayMs = 24 * 60 * MinuteMs;
constexpr tasks::WallMs ShownMinutes = 60;
constexpr tasks::WallMs ClientMs = 10 * MinuteMs;
constexpr int FirstRefusal = 400;

template <class Minutes, class Field>
std::vector<int> history(const Minutes& minutes, tasks::WallMs now, Field field)
{
    if (minutes.empty()) {
        return {};
    }
    const auto last = now / MinuteMs;
    std::vector<int> counts;
    for (auto minute = std::max(minutes.begin()->first, last - ShownMinutes + 1); minute <= last; ++minute) {
        const auto it = minutes.find(minute);
        counts.push_back(it == minutes.end() ? 0 : it->second.*field);
    }
    return counts;
}

} // namespace

void ServerTraffic::add(const service::RequestRecord& record, tasks::WallMs now)
{
    forget(now);
    const bool isRefused = record.status >= FirstRefusal;
    auto& minute = m_minutes[now / MinuteMs];
    ++minute.requests;
    minute.refused += isRefused ? 1 : 0;

    const bool hasKey =
        !record.client.empty() && record.client != record.address && record.client != tasks::LocalClient;
    const auto name = hasKey ? record.client : std::string();
    auto& client = m_clients[name + " " + record.address];
    client.name = QString::fromStdString(name);
    client.address = QString::fromStdString(record.address);
    client.lastSeenMs = now;
    ++client.requests;
    client.refused += isRefused ? 1 : 0;

    if (hasKey) {
        auto& use = m_keys[name];
        use.today = use.lastMs / DayMs == now / DayMs ? use.today + 1 : 1;
        use.lastMs = now;
    }
}

void ServerTraffic::forget(tasks::WallMs now)
{
    std::erase_if(m_minutes, [&](const auto& minute) { return minute.first <= now / MinuteMs - ShownMinutes; });
    std::erase_if(m_clients, [&](const auto& client) { return client.second.lastSeenMs < now - ClientMs; });
}

std::vector<int> ServerTraffic::requests(tasks::WallMs now) const { return history(m_minutes, now, &Minute::requests); }

std::vector<int> ServerTraffic::refused(tasks::WallMs now) const { return history(m_minutes, now, &Minute::refused); }

std::vector<ui::ServerClient> ServerTraffic::clients(tasks::WallMs now) const
{
    std::vector<ui::ServerClient> list;
    for (const auto& [key, client] : m_clients) {
        if (client.lastSeenMs >= now - ClientMs) {
            list.push_back(client);
        }
    }
    std::ranges::sort(list, std::greater(), &ui::ServerClient::lastSeenMs);
    return list;
}

ServerTraffic::KeyUse ServerTraffic::keyUse(const std::string& name, tasks::WallMs now) const
{
    const auto it = m_keys.find(name);
    if (it == m_keys.end()) {
        return {};
    }
    return {it->second.lastMs, it->second.lastMs / DayMs == now / DayMs ? it->second.today : 0};
}

} // namespace genserve::app
