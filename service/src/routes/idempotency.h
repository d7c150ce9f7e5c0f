// Idempotency-Key: a client that lost its reply asks again and gets the same task, not a second one.
//
// Pure bookkeeping over a clock that the caller reads. Kept in memory: a new start of the server forgets the keys.
#pragma once

#include "tasks/refusal.h"
#include "tasks/task.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace genserve::service {

// 1 to 255 visible ASCII characters.
bool isIdempotencyKey(std::string_view key);

class IdempotencyKeys {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::hours Lifetime{24};
    static constexpr std::size_t MaxKeys = 10'000; // beyond these the oldest is forgotten

    // How the first attempt went on: its task, or why there is none.
    using Outcome = std::variant<tasks::TaskId, tasks::Refusal>;
    using Joiner = std::function<void(const Outcome&)>;

    enum class Claim {
        First,  // the caller submits the task and then calls settle()
        Joined, // there is an attempt: joiner has been or will be called
        Misuse, // the key stands for another body
    };
    // key: of one client on one route.
    Claim claim(const std::string& key, const std::string& bodyHash, Time now, Joiner joiner);
    void settle(const std::string& key, const Outcome& outcome);
    // The task has failed or was cancelled: a retry makes a new one.
    void taskLost(const tasks::TaskId& task);

private:
    struct Entry {
        std::string bodyHash;
        Time made;
        tasks::TaskId task; // empty while it is being stored
        std::vector<Joiner> joiners;
    };
    void forgetOld(Time now);

    std::unordered_map<std::string, Entry> m_entries;
};

} // namespace genserve::service
