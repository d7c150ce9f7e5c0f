#include "tasks/admission.h"

#include "words.h"

#include <algorithm>

namespace genserve::tasks {
namespace {

constexpr Words<RefusalCode, 6> CodeWords{{{RefusalCode::InvalidRequest, "invalid_request"},
                                           {RefusalCode::QueueFull, "queue_full"},
                                           {RefusalCode::ClientQueueFull, "client_queue_full"},
                                           {RefusalCode::InputStorageFull, "input_storage_full"},
                                           {RefusalCode::StorageFailed, "storage_failed"},
                                           {RefusalCode::ShuttingDown, "shutting_down"}}};

tl::unexpected<Refusal> refusal(RefusalCode code, std::string message)
{
    return tl::unexpected<Refusal>(Refusal{code, std::move(message), {}});
}

std::string megabytes(std::int64_t bytes) { return std::to_string(bytes / 1'000'000) + " MB"; }

} // namespace

std::string_view toString(RefusalCode code) { return wordOf(CodeWords, code); }

Admission::Admission(QueueLimits limits) : m_limits(limits) {}

tl::expected<void, Refusal> Admission::enter(const std::string& client, int count)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isClosed) {
        return refusal(RefusalCode::ShuttingDown, "the program is shutting down");
    }
    const auto known = m_clients.find(client);
    const int ofClient = known == m_clients.end() ? 0 : known->second;
    if (count > m_limits.waitingPerClient - ofClient) {
        return refusal(RefusalCode::ClientQueueFull, "this client may have " + std::to_string(m_limits.waitingPerClient)
                                                         + " tasks in the queue and has " + std::to_string(ofClient));
    }
    if (count > m_limits.waiting - m_waiting) {
        return refusal(RefusalCode::QueueFull, "the queue holds " + std::to_string(m_waiting) + " of "
                                                   + std::to_string(m_limits.waiting) + " tasks");
    }
    m_waiting += count;
    m_clients[client] += count;
    return {};
}

void Admission::enterAgain(const std::string& client)
{
    const std::scoped_lock lock(m_mutex);
    ++m_waiting;
    ++m_clients[client];
}

void Admission::leave(const std::string& client, int count)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting -= count;
    if ((m_clients[client] -= count) <= 0) {
        m_clients.erase(client);
    }
}

tl::expected<void, Refusal> Admission::takeBytes(std::int64_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    if (bytes > m_limits.inputBytes - m_inputBytes) {
        return refusal(RefusalCode::InputStorageFull, "input pictures take " + megabytes(m_inputBytes) + " of "
                                                          + megabytes(m_limits.inputBytes)
                                                          + "; emptying the trash frees space");
    }
    m_inputBytes += bytes;
    return {};
}

void Admission::takeBytesAgain(std::int64_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_inputBytes += bytes;
}

void Admission::giveBackBytes(std::int64_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_inputBytes = std::max<std::int64_t>(0, m_inputBytes - bytes);
}

void Admission::close()
{
    const std::scoped_lock lock(m_mutex);
    m_isClosed = true;
}

int Admission::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting;
}

std::int64_t Admission::inputBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_inputBytes;
}

} // namespace genserve::tasks
