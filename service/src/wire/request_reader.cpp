#include "wire/request_reader.h"

#include <algorithm>
#include <utility>

namespace genserve::service {

std::size_t RequestReader::feed(std::string_view bytes)
{
    switch (m_state) {
    case State::Head: return feedHead(bytes);
    case State::Body: return feedBody(bytes);
    case State::HeadDone:
    case State::Done:
    case State::Failed: break;
    }
    return 0;
}

std::size_t RequestReader::feedHead(std::string_view bytes)
{
    const auto used = m_scanner.scan(bytes);
    if (!used) {
        fail(used.error());
        return bytes.size();
    }
    m_headBytes += bytes.substr(0, *used);
    if (m_scanner.ended()) {
        auto head = parseRequestHead(m_headBytes);
        m_headBytes.clear();
        if (head) {
            m_head = *std::move(head);
            m_state = State::HeadDone;
        } else {
            fail(head.error());
        }
    }
    return *used;
}

void RequestReader::startBody(std::unique_ptr<BodySink> sink, std::uint64_t maxBytes)
{
    m_sink = std::move(sink);
    m_maxBody = maxBytes;
    if (m_head.framing == BodyFraming::Length && m_head.contentLength > maxBytes) {
        return fail({413, "body_too_large", "the body is too large"});
    }
    m_state = State::Body;
    if (m_head.framing == BodyFraming::None) {
        endBody();
    }
}

std::size_t RequestReader::feedBody(std::string_view bytes)
{
    const auto write = [this](std::string_view piece) {
        m_bodyBytes += piece.size();
        return m_sink->write(piece);
    };
    if (m_head.framing == BodyFraming::Chunked) {
        const auto used = m_chunks.feed(bytes, m_maxBody, write);
        if (!used) {
            fail(used.error());
            return bytes.size();
        }
        if (m_chunks.ended()) {
            endBody();
        }
        return *used;
    }
    const auto used =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_head.contentLength - m_bodyBytes));
    if (auto written = write(bytes.substr(0, used)); !written) {
        fail(written.error());
    } else if (m_bodyBytes == m_head.contentLength) {
        endBody();
    }
    return used;
}

void RequestReader::endBody()
{
    if (auto finished = m_sink->finish(); !finished) {
        return fail(finished.error());
    }
    m_state = State::Done;
}

void RequestReader::next() { *this = RequestReader(m_limits); }

void RequestReader::fail(WireFault fault)
{
    m_fault = std::move(fault);
    m_state = State::Failed;
    abandon();
}

} // namespace genserve::service
