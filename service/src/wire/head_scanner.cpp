#include "wire/request_head.h"

namespace genserve::service {
namespace {

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

} // namespace

WireResult<std::size_t> HeadScanner::scan(std::string_view bytes)
{
    std::size_t used = 0;
    while (used < bytes.size() && !m_ended) {
        if (auto taken = take(bytes[used]); !taken) {
            return tl::unexpected(taken.error());
        }
        ++used;
    }
    return used;
}

WireResult<void> HeadScanner::take(char c)
{
    ++m_total;
    if (m_sawReturn) {
        return c == '\n' ? endLine() : badRequest("the head has a carriage return without a line feed");
    }
    if (c == '\r') {
        m_sawReturn = true;
        return {};
    }
    if (c == '\n') {
        return badRequest("the head has a line feed without a carriage return");
    }
    if (isControl(c) || (m_lines == 0 && (c == '\t' || static_cast<unsigned char>(c) > 0x7E))) {
        return badRequest("the head has a byte that HTTP does not allow there");
    }
    if (++m_line > m_limits.lineBytes) {
        return m_lines == 0 ? wireFault(414, "uri_too_long", "the request line is too long")
                            : wireFault(431, "head_too_large", "a header field is too long");
    }
    if (m_total > m_limits.headBytes) {
        return wireFault(431, "head_too_large", "the head is too large");
    }
    return {};
}

WireResult<void> HeadScanner::endLine()
{
    m_sawReturn = false;
    if (m_line == 0 && m_lines == 0) {
        // One empty line before a request is forgiven: old clients end bodies with one (RFC 9112, 2.2).
        if (m_skippedEmptyLine) {
            return badRequest("the request starts with empty lines");
        }
        m_skippedEmptyLine = true;
        return {};
    }
    m_ended = m_line == 0;
    m_line = 0;
    ++m_lines;
    if (!m_ended && m_lines > m_limits.fields + 1) {
        return wireFault(431, "head_too_large", "the head has too many fields");
    }
    return {};
}

} // namespace genserve::service
