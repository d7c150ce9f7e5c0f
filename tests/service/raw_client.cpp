#include "raw_client.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

int remaining(Clock::time_point end)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    return static_cast<int>(std::max<long long>(0, left));
}

bool waitFor(int socket, short event, int timeoutMs)
{
    pollfd entry{socket, event, 0};
    return ::poll(&entry, 1, timeoutMs) > 0;
}

} // namespace

RawClient::RawClient(std::uint16_t port, const char* address)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(port);
    ::inet_pton(AF_INET, address, &target.sin_addr);
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&target), sizeof target) != 0) {
        close();
        return;
    }
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(m_socket, F_SETFL, O_NONBLOCK);
}

RawClient::RawClient(RawClient&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_buffer(std::move(other.m_buffer))
{
}

RawClient& RawClient::operator=(RawClient&& other) noexcept
{
    std::swap(m_socket, other.m_socket);
    std::swap(m_buffer, other.m_buffer);
    return *this;
}

RawClient::~RawClient() { close(); }

std::size_t RawClient::send(std::string_view bytes, int timeoutMs)
{
    const auto end = Clock::now() + std::chrono::milliseconds(timeoutMs);
    std::size_t sent = 0;
    while (sent < bytes.size() && waitFor(m_socket, POLLOUT, remaining(end))) {
        const ssize_t count = ::send(m_socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN) {
            break;
        }
        sent += static_cast<std::size_t>(std::max<ssize_t>(0, count));
    }
    return sent;
}

bool RawClient::fill(int timeoutMs)
{
    char piece[65536];
    if (!waitFor(m_socket, POLLIN, timeoutMs)) {
        return false;
    }
    const ssize_t count = ::recv(m_socket, piece, sizeof piece, 0);
    if (count <= 0) {
        return false;
    }
    m_buffer.append(piece, static_cast<std::size_t>(count));
    return true;
}

std::optional<std::string> RawClient::takeUpTo(std::string_view end, int timeoutMs)
{
    const auto until = Clock::now() + std::chrono::milliseconds(timeoutMs);
    std::size_t found = 0;
    while ((found = m_buffer.find(end)) == std::string::npos) {
        if (!fill(remaining(until))) {
            return std::nullopt;
        }
    }
    std::string result = m_buffer.substr(0, found);
    m_buffer.erase(0, found + end.size());
    return result;
}

std::optional<std::string> RawClient::takeBytes(std::size_t count, int timeoutMs)
{
    const auto until = Clock::now() + std::chrono::milliseconds(timeoutMs);
    while (m_buffer.size() < count) {
        if (!fill(remaining(until))) {
            return std::nullopt;
        }
    }
    std::string result = m_buffer.substr(0, count);
    m_buffer.erase(0, count);
    return result;
}

std::optional<std::string> RawClient::takeChunks(int timeoutMs)
{
    std::string body;
    for (;;) {
        const auto line = takeUpTo("\r\n", timeoutMs);
        std::size_t size = 0;
        if (!line || std::from_chars(line->data(), line->data() + line->size(), size, 16).ec != std::errc()) {
            return std::nullopt;
        }
        const auto data = takeBytes(size + 2, timeoutMs);
        if (!data || !data->ends_with("\r\n")) {
            return std::nullopt;
        }
        body.append(*data, 0, size);
        if (size == 0) {
            return body;
        }
    }
}

std::optional<RawReply> RawClient::receive(int timeoutMs, bool isHead)
{
    RawReply reply;
    auto head = takeUpTo("\r\n\r\n", timeoutMs);
    if (!head || !head->starts_with("HTTP/1.1 ") || head->size() < 12) {
        return std::nullopt;
    }
    std::from_chars(head->data() + 9, head->data() + 12, reply.status);
    for (std::size_t at = head->find("\r\n"); at != std::string::npos;) {
        const std::size_t next = head->find("\r\n", at + 2);
        const std::string line = head->substr(at + 2, next == std::string::npos ? next : next - at - 2);
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) {
            return std::nullopt;
        }
        std::string name = line.substr(0, colon);
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        reply.fields[name] = line.substr(colon + 2);
        at = next;
    }
    if (isHead || reply.status == 204 || reply.status == 304 || reply.status == 100) {
        return reply;
    }
    const auto body = reply.fields.contains("transfer-encoding")
                          ? takeChunks(timeoutMs)
                          : takeBytes(std::stoul("0" + reply.fields["content-length"]), timeoutMs);
    if (!body) {
        return std::nullopt;
    }
    reply.body = *body;
    return reply;
}

std::string RawClient::receiveRaw(int timeoutMs)
{
    const auto until = Clock::now() + std::chrono::milliseconds(timeoutMs);
    while (fill(remaining(until))) {
    }
    return std::exchange(m_buffer, {});
}

bool RawClient::isClosedWithin(int timeoutMs)
{
    const auto until = Clock::now() + std::chrono::milliseconds(timeoutMs);
    while (waitFor(m_socket, POLLIN, remaining(until))) {
        char piece[65536];
        const ssize_t count = ::recv(m_socket, piece, sizeof piece, 0);
        if (count == 0 || (count < 0 && errno != EAGAIN)) {
            return true;
        }
    }
    return false;
}

void RawClient::close()
{
    if (m_socket >= 0) {
        ::close(std::exchange(m_socket, -1));
    }
}

void RawClient::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}
