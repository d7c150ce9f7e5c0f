// A client without any HTTP library between the test and the bytes; blocking, with time limits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

struct RawReply {
    int status = 0;
    std::map<std::string, std::string> fields; // names in lower case
    std::string body;
};

class RawClient {
public:
    explicit RawClient(std::uint16_t port, const char* address = "127.0.0.1");
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient();

    [[nodiscard]] bool isConnected() const { return m_socket >= 0; }
    // As much as the server takes within the time; the number of bytes.
    std::size_t send(std::string_view bytes, int timeoutMs = 3000);
    // The next reply, with its framing undone; absent where there is none in that time or it is malformed. isHead: the
    // reply to HEAD, which has no body.
    std::optional<RawReply> receive(int timeoutMs = 3000, bool isHead = false);
    // Any bytes up to the end of the connection or of the time.
    std::string receiveRaw(int timeoutMs);
    // The server closes within the time, with or without a reset; bytes that still come are dropped.
    bool isClosedWithin(int timeoutMs);
    void close();
    // Closes so that the server sees a reset.
    void reset();

private:
    bool fill(int timeoutMs); // reads once into m_buffer
    std::optional<std::string> takeUpTo(std::string_view end, int timeoutMs);
    std::optional<std::string> takeBytes(std::size_t count, int timeoutMs);
    std::optional<std::string> takeChunks(int timeoutMs);

    int m_socket = -1;
    std::string m_buffer;
};
