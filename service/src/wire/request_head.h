// The head of an HTTP/1 request, read strictly (RFC 9110, RFC 9112): what two servers could understand differently is
// refused, so that nothing can be smuggled past a proxy. Pure functions over bytes.
#pragma once

#include "service/wire_limits.h"
#include "wire/wire_fault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::service {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options, Trace, Query };
std::string_view toString(Method method); // "GET", ...
std::optional<Method> methodFromWord(std::string_view word);

struct HeaderField {
    std::string name; // lower case
    std::string value;
};

// How the end of the body is known.
enum class BodyFraming { None, Length, Chunked };

struct RequestHead {
    Method method = Method::Get;
    std::string path;  // from '/' to before '?'; printable ASCII, with escapes only where they mean something
    std::string query; // as sent, after '?'
    int minorVersion = 1;
    std::vector<HeaderField> fields;

    // Derived from the fields.
    std::string host;
    BodyFraming framing = BodyFraming::None;
    std::uint64_t contentLength = 0; // with BodyFraming::Length
    bool expectsContinue = false;
    bool keepAlive = true;

    // The value of the only or first field of that (lower case) name; empty where there is none.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
};

// Watches a head as it arrives, so that a bad one is answered before it ends.
class HeadScanner {
public:
    explicit HeadScanner(const WireLimits& limits) : m_limits(limits) {}

    // Looks at bytes that continue those of earlier calls. Returns how many of them belong to the head; ended() tells
    // whether the last of these ends it.
    WireResult<std::size_t> scan(std::string_view bytes);
    [[nodiscard]] bool ended() const { return m_ended; }
    [[nodiscard]] bool started() const { return m_total > 0; }

private:
    WireResult<void> take(char c);
    WireResult<void> endLine();

    WireLimits m_limits;
    std::uint64_t m_total = 0;
    std::uint64_t m_line = 0; // bytes of the line so far
    int m_lines = 0;          // finished ones, without an empty line before the request line
    bool m_sawReturn = false;
    bool m_skippedEmptyLine = false;
    bool m_ended = false;
};

// head: all bytes of a head that HeadScanner has let through, its final empty line included.
WireResult<RequestHead> parseRequestHead(std::string_view head);

} // namespace genserve::service
