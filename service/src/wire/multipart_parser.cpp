#include "wire/multipart_parser.h"

#include "wire/field_syntax.h"
#include "wire/part_head.h"

#include <algorithm>

namespace genserve::service {
namespace {

// RFC 2046, bchars; no space, which may not end a boundary and which nobody sends.
bool isBoundaryCharacter(char c)
{
    const char small = lowerCase(std::string_view(&c, 1))[0];
    return isDigit(c) || (small >= 'a' && small <= 'z')
           || std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
}

} // namespace

WireResult<std::string> MultipartParser::boundaryOf(std::string_view contentType)
{
    const auto boundary = parameter(contentType, "boundary");
    if (!boundary || boundary->isTwice || boundary->value.empty() || boundary->value.size() > MaxBoundary
        || !std::ranges::all_of(boundary->value, isBoundaryCharacter)) {
        return badRequest("the boundary of the form is missing or malformed");
    }
    return boundary->value;
}

MultipartParser::MultipartParser(std::string_view boundary, PartSink& sink)
    : m_sink(sink), m_delimiter("\r\n--" + std::string(boundary)), m_buffer("\r\n")
{
    // The buffer starts with a line end of ours, since the first boundary may stand at the very beginning.
}

WireResult<void> MultipartParser::feed(std::string_view bytes)
{
    m_buffer += bytes;
    for (;;) {
        const auto more = step();
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            return {};
        }
    }
}

WireResult<void> MultipartParser::finish() const
{
    return m_state == State::Epilogue ? WireResult<void>() : badRequest("the form ends before its closing boundary");
}

WireResult<bool> MultipartParser::step()
{
    switch (m_state) {
    case State::Start: return readStart();
    case State::AfterDelimiter: return readAfterDelimiter();
    case State::Head: return readHead();
    case State::Data: return readData();
    case State::Epilogue: break;
    }
    return readEpilogue();
}

WireResult<bool> MultipartParser::readStart()
{
    constexpr std::string_view TwoLineEnds = "\r\n\r\n";
    if (!m_skippedLineEnd && m_buffer.starts_with(TwoLineEnds)) {
        m_buffer.erase(0, 2); // some clients send the line end that belongs to the delimiter
        m_skippedLineEnd = true;
    }
    const std::size_t length = std::min(m_buffer.size(), m_delimiter.size());
    const bool isDelimiter =
        std::string_view(m_buffer).substr(0, length) == std::string_view(m_delimiter).substr(0, length);
    if (!isDelimiter && (m_skippedLineEnd || !TwoLineEnds.starts_with(m_buffer))) {
        return badRequest("the form does not start with its boundary");
    }
    if (m_buffer.size() < m_delimiter.size()) {
        return false;
    }
    m_buffer.erase(0, m_delimiter.size());
    m_state = State::AfterDelimiter;
    return true;
}

WireResult<bool> MultipartParser::readAfterDelimiter()
{
    if (m_buffer.size() < 2) {
        return false;
    }
    const std::string_view mark = std::string_view(m_buffer).substr(0, 2);
    if (mark != "\r\n" && mark != "--") {
        return badRequest("a boundary of the form is malformed");
    }
    if (mark == "\r\n" && ++m_parts > MaxParts) {
        return badRequest("the form has more than 32 parts");
    }
    m_state = mark == "--" ? State::Epilogue : State::Head;
    m_buffer.erase(0, 2);
    return true;
}

WireResult<bool> MultipartParser::readHead()
{
    const std::size_t end = m_buffer.starts_with("\r\n") ? 0 : m_buffer.find("\r\n\r\n");
    if (std::min(end, m_buffer.size()) > MaxPartHead) {
        return badRequest("the head of a part of the form is too large");
    }
    if (end == m_buffer.npos) {
        return false;
    }
    const auto head = parsePartHead(std::string_view(m_buffer).substr(0, end == 0 ? 0 : end + 2));
    if (!head) {
        return tl::unexpected(head.error());
    }
    if (auto begun = m_sink.beginPart(*head); !begun) {
        return tl::unexpected(begun.error());
    }
    m_buffer.erase(0, end == 0 ? 2 : end + 4);
    m_state = State::Data;
    return true;
}

WireResult<bool> MultipartParser::readData()
{
    const std::size_t found = m_buffer.find(m_delimiter);
    // Without a delimiter, the end of the buffer may still be the beginning of one.
    const std::size_t keep = std::min(m_buffer.size(), m_delimiter.size() - 1);
    const std::size_t sure = found == m_buffer.npos ? m_buffer.size() - keep : found;
    if (sure > 0) {
        if (auto written = m_sink.partData(std::string_view(m_buffer).substr(0, sure)); !written) {
            return tl::unexpected(written.error());
        }
    }
    if (found == m_buffer.npos) {
        m_buffer.erase(0, sure);
        return false;
    }
    if (auto ended = m_sink.endPart(); !ended) {
        return tl::unexpected(ended.error());
    }
    m_buffer.erase(0, found + m_delimiter.size());
    m_state = State::AfterDelimiter;
    return true;
}

WireResult<bool> MultipartParser::readEpilogue()
{
    m_epilogue += m_buffer.size();
    m_buffer.clear();
    return m_epilogue > MaxEpilogue ? WireResult<bool>(badRequest("the form goes on after its closing boundary"))
                                    : WireResult<bool>(false);
}

} // namespace genserve::service
