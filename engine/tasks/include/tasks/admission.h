// The doorkeeper: what the queue may hold at once, for all and for each client, and what its input pictures may take.
//
// A place is taken before a task is stored and given back when the task ends, so that the limits hold however many
// requests arrive at the same time. Thread-safe.
#pragma once

#include "tasks/refusal.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include <tl/expected.hpp>

namespace genserve::tasks {

struct QueueLimits {
    int waiting = 1000;         // tasks that wait or run
    int waitingPerClient = 100; // of one client
    std::int64_t inputBytes = std::int64_t{20} * 1000 * 1000 * 1000;
};

class Admission {
public:
    explicit Admission(QueueLimits limits);

    // Places for `count` tasks of one client; all or none.
    tl::expected<void, Refusal> enter(const std::string& client, int count);
    // Tasks that were accepted in an earlier run take their places whatever the limits are now.
    void enterAgain(const std::string& client);
    void leave(const std::string& client, int count = 1);

    // Disk space for input files.
    tl::expected<void, Refusal> takeBytes(std::int64_t bytes);
    void takeBytesAgain(std::int64_t bytes);
    void giveBackBytes(std::int64_t bytes);

    // From now on every task is refused as ShuttingDown.
    void close();

    [[nodiscard]] int waiting() const;
    [[nodiscard]] std::int64_t inputBytes() const;

private:
    const QueueLimits m_limits;
    mutable std::mutex m_mutex;
    bool m_isClosed = false;
    int m_waiting = 0;
    std::int64_t m_inputBytes = 0;
    std::map<std::string, int> m_clients; // without those that have none
};

} // namespace genserve::tasks
