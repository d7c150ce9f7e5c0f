#include "wire/chunked_decoder.h"

#include "wire/field_syntax.h"

#include <algorithm>

namespace genserve::service {
namespace {

constexpr int MaxSizeDigits = 15; // below 2^60, so that sums can't overflow
constexpr std::uint64_t MaxAsideBytes = 8 * 1024;

bool isPlain(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

} // namespace

WireResult<std::size_t> ChunkedDecoder::feed(std::string_view bytes, std::uint64_t maxBytes, const Sink& sink)
{
    std::size_t used = 0;
    while (used < bytes.size() && !ended()) {
        if (m_state == State::Data) {
            const std::size_t piece = static_cast<std::size_t>(std::min<std::uint64_t>(m_chunk, bytes.size() - used));
            if (auto written = sink(bytes.substr(used, piece)); !written) {
                return tl::unexpected(written.error());
            }
            used += piece;
            m_chunk -= piece;
            if (m_chunk == 0) {
                m_state = State::DataReturn;
            }
        } else {
            if (auto taken = take(bytes[used], maxBytes); !taken) {
                return tl::unexpected(taken.error());
            }
            ++used;
        }
    }
    return used;
}

WireResult<void> ChunkedDecoder::take(char c, std::uint64_t maxBytes)
{
    const auto expect = [&](char expected, State next) -> WireResult<void> {
        m_state = next;
        return c == expected ? WireResult<void>() : badRequest("a chunk of the body is malformed");
    };
    switch (m_state) {
    case State::Size: return takeSize(c);
    case State::Extension:
        if (c == '\r') {
            m_state = State::SizeEnd;
            return {};
        }
        return isPlain(c) && ++m_aside <= MaxAsideBytes ? WireResult<void>()
                                                        : badRequest("a chunk extension is malformed or too long");
    case State::SizeEnd: return c == '\n' ? endSize(maxBytes) : badRequest("a chunk of the body is malformed");
    case State::DataReturn: return expect('\r', State::DataEnd);
    case State::DataEnd: return expect('\n', State::Size);
    case State::Trailer: return takeTrailer(c);
    case State::TrailerEnd: m_trailerLine = 0; return expect('\n', State::Trailer);
    case State::LastEnd: return expect('\n', State::Ended);
    case State::Data:
    case State::Ended: break;
    }
    return {};
}

WireResult<void> ChunkedDecoder::takeSize(char c)
{
    if (const auto digit = hexDigit(c)) {
        if (++m_digits > MaxSizeDigits) {
            return wireFault(413, "body_too_large", "the body is too large");
        }
        m_chunk = m_chunk * 16 + static_cast<std::uint64_t>(*digit);
        return {};
    }
    if (m_digits == 0 || (c != ';' && c != '\r')) {
        return badRequest("the size of a chunk is malformed");
    }
    m_state = c == ';' ? State::Extension : State::SizeEnd;
    return {};
}

WireResult<void> ChunkedDecoder::endSize(std::uint64_t maxBytes)
{
    m_digits = 0;
    if (m_chunk == 0) {
        m_state = State::Trailer;
        return {};
    }
    m_total += m_chunk;
    if (m_total > maxBytes) {
        return wireFault(413, "body_too_large", "the body is too large");
    }
    m_state = State::Data;
    return {};
}

WireResult<void> ChunkedDecoder::takeTrailer(char c)
{
    if (c == '\r') {
        m_state = m_trailerLine == 0 ? State::LastEnd : State::TrailerEnd;
        return {};
    }
    ++m_trailerLine;
    return isPlain(c) && ++m_aside <= MaxAsideBytes ? WireResult<void>()
                                                    : badRequest("the trailer is malformed or too long");
}

} // namespace genserve::service
