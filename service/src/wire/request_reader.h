// Turns a connection's bytes into requests, one after the other: head, then body, then the next head. Pure, so that it
// can be tested and fuzzed without a socket.
#pragma once

#include "wire/body.h"
#include "wire/chunked_decoder.h"
#include "wire/request_head.h"

#include <memory>
#include <string>
#include <string_view>

namespace genserve::service {

class RequestReader {
public:
    enum class State {
        Head,     // wants bytes of a head
        HeadDone, // head() can be read; wants startBody()
        Body,     // wants bytes of the body
        Done,     // head() and takeBody() can be read; wants next()
        Failed,   // fault() says why; the connection can't be read any further
    };

    explicit RequestReader(const WireLimits& limits) : m_limits(limits), m_scanner(limits) {}

    // Takes bytes that continue those of earlier calls and returns how many; stops at every change of state. Takes
    // nothing in HeadDone, Done and Failed.
    std::size_t feed(std::string_view bytes);
    // sink: not null. A length above maxBytes fails before a byte of the body is taken.
    void startBody(std::unique_ptr<BodySink> sink, std::uint64_t maxBytes);
    void next();
    // Gives up the request: its body and the body's share of the budget are dropped at once.
    void abandon() { m_sink.reset(); }

    [[nodiscard]] State state() const { return m_state; }
    // Bytes of a request have come that is not complete.
    [[nodiscard]] bool isInsideRequest() const { return m_state != State::Head || m_scanner.started(); }
    [[nodiscard]] const RequestHead& head() const { return m_head; }
    [[nodiscard]] const WireFault& fault() const { return m_fault; }
    [[nodiscard]] std::uint64_t bodyBytes() const { return m_bodyBytes; } // that have come so far
    Body takeBody() { return m_sink->take(); }

private:
    std::size_t feedHead(std::string_view bytes);
    std::size_t feedBody(std::string_view bytes);
    void endBody();
    void fail(WireFault fault);

    WireLimits m_limits;
    State m_state = State::Head;
    HeadScanner m_scanner;
    std::string m_headBytes;
    RequestHead m_head;
    ChunkedDecoder m_chunks;
    std::unique_ptr<BodySink> m_sink;
    std::uint64_t m_maxBody = 0;
    std::uint64_t m_bodyBytes = 0;
    WireFault m_fault;
};

} // namespace genserve::service
