#include "routes/idempotency.h"

#include <algorithm>
#include <utility>

namespace genserve::service {

bool isIdempotencyKey(std::string_view key)
{
    return !key.empty() && key.size() <= 255
           && std::ranges::all_of(key, [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x7F; });
}

void IdempotencyKeys::forgetOld(Time now)
{
    std::erase_if(m_entries,
                  [&](const auto& entry) { return now - entry.second.made > Lifetime && !entry.second.task.empty(); });
    if (m_entries.size() >= MaxKeys) {
        m_entries.erase(std::ranges::min_element(m_entries, {}, [](const auto& entry) {
            return entry.second.task.empty() ? Time::max() : entry.second.made; // not one that is being stored
        }));
    }
}

IdempotencyKeys::Claim IdempotencyKeys::claim(const std::string& key, const std::string& bodyHash, Time now,
                                              Joiner joiner)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end() || now - found->second.made > Lifetime) {
        forgetOld(now);
        m_entries.insert_or_assign(key, Entry{bodyHash, now, {}, {}});
        return Claim::First;
    }
    Entry& entry = found->second;
    if (entry.bodyHash != bodyHash) {
        return Claim::Misuse;
    }
    if (entry.task.empty()) {
        entry.joiners.push_back(std::move(joiner));
    } else {
        joiner(entry.task);
    }
    return Claim::Joined;
}

void IdempotencyKeys::settle(const std::string& key, const Outcome& outcome)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        return;
    }
    const auto joiners = std::exchange(found->second.joiners, {});
    if (const auto* const task = std::get_if<tasks::TaskId>(&outcome)) {
        found->second.task = *task;
    } else {
        m_entries.erase(found);
    }
    for (const Joiner& joiner : joiners) {
        joiner(outcome);
    }
}

void IdempotencyKeys::taskLost(const tasks::TaskId& task)
{
    std::erase_if(m_entries, [&](const auto& entry) { return entry.second.task == task; });
}

} // namespace genserve::service
