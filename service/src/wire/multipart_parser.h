// multipart/form-data as it arrives (RFC 7578), with bounds on everything. Pure: bytes in, parts out.
#pragma once

#include "wire/wire_fault.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace genserve::service {

struct PartHead {
    std::string name;         // of the form field, 1..256 bytes
    bool hasFilename = false; // a file, by the presence of its name; the name itself is of no use here
    bool filenameIsEmpty = false;
    std::string contentType; // media type in lower case; empty where there is none
};

// Gets the parts. A fault returned from here ends the parsing.
class PartSink {
public:
    virtual ~PartSink() = default;
    virtual WireResult<void> beginPart(const PartHead& head) = 0;
    virtual WireResult<void> partData(std::string_view piece) = 0;
    virtual WireResult<void> endPart() = 0;
};

class MultipartParser {
public:
    static constexpr std::size_t MaxBoundary = 70;
    static constexpr int MaxParts = 32;
    static constexpr std::size_t MaxPartHead = 8 * 1024;
    static constexpr std::size_t MaxEpilogue = 4 * 1024;

    // The boundary of a Content-Type value; 400 where it is missing, doubled, too long or of other characters.
    static WireResult<std::string> boundaryOf(std::string_view contentType);

    // sink must outlive this object.
    MultipartParser(std::string_view boundary, PartSink& sink);

    // Bytes that continue those of earlier calls. After a fault nothing may follow.
    WireResult<void> feed(std::string_view bytes);
    // 400 where the closing boundary has not come.
    WireResult<void> finish() const;

private:
    enum class State { Start, AfterDelimiter, Head, Data, Epilogue };

    // Each does what it can with m_buffer; false = more bytes are needed.
    WireResult<bool> step();
    WireResult<bool> readStart();
    WireResult<bool> readAfterDelimiter();
    WireResult<bool> readHead();
    WireResult<bool> readData();
    WireResult<bool> readEpilogue();

    PartSink& m_sink;
    std::string m_delimiter; // CRLF, two dashes, the boundary
    std::string m_buffer;    // not yet understood; below MaxPartHead + one piece
    State m_state = State::Start;
    bool m_skippedLineEnd = false;
    int m_parts = 0;
    std::size_t m_epilogue = 0;
};

} // namespace genserve::service
