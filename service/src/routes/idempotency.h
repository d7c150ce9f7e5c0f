// Idempotency-Key: a client that lost its reply asks again and gets the same task, not a second one.
//
// What a key stands for lies in the tasks' store (tasks::RetryKey). This is the time before it does: requests with the
// same key that come while the first one is being stored.
#pragma once

#include "tasks/refusal.h"
#include "tasks/task_commands.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace genserve::service {

// 1 to 255 visible ASCII characters.
bool isIdempotencyKey(std::string_view key);

// As the store keeps it: one of a client on a route, without telling the client's words.
tasks::RetryKey retryKeyOf(const std::string& client, const std::string& path, std::string_view sent,
                           const std::string& bodyHash);

// The key stands for another body.
struct KeyMisuse {};

class PendingKeys {
public:
    // How the first attempt went on: its task, why there is none, or that it may not use the key.
    using Outcome = std::variant<tasks::TaskView, tasks::Refusal, KeyMisuse>;
    using Joiner = std::function<void(const Outcome&)>;

    enum class Claim {
        First,  // the caller finds or submits the task and then calls settle()
        Joined, // there is an attempt: joiner will be called
        Misuse, // the attempt has another body
    };
    Claim claim(const tasks::RetryKey& key, Joiner joiner);
    void settle(const tasks::RetryKey& key, const Outcome& outcome);

private:
    struct Entry {
        std::string content;
        std::vector<Joiner> joiners;
    };
    std::unordered_map<std::string, Entry> m_entries;
};

} // namespace genserve::service
