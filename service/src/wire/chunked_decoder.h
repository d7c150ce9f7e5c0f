// The chunked transfer coding, read strictly (RFC 9112, 7.1): extensions are skipped, trailers read and dropped.
#pragma once

#include "wire/wire_fault.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace genserve::service {

class ChunkedDecoder {
public:
    // Gets each piece of the body in order; a fault ends the decoding.
    using Sink = std::function<WireResult<void>(std::string_view piece)>;

    // Takes bytes that continue those of earlier calls; returns how many belong to the body. A declared chunk beyond
    // maxBytes in sum is refused before it arrives.
    WireResult<std::size_t> feed(std::string_view bytes, std::uint64_t maxBytes, const Sink& sink);
    [[nodiscard]] bool ended() const { return m_state == State::Ended; }

private:
    enum class State { Size, Extension, SizeEnd, Data, DataReturn, DataEnd, Trailer, TrailerEnd, LastEnd, Ended };

    WireResult<void> take(char c, std::uint64_t maxBytes);
    WireResult<void> takeSize(char c);
    WireResult<void> endSize(std::uint64_t maxBytes);
    WireResult<void> takeTrailer(char c);

    State m_state = State::Size;
    std::uint64_t m_chunk = 0; // declared, then remaining bytes of the chunk
    std::uint64_t m_total = 0;
    int m_digits = 0;
    std::uint64_t m_aside = 0; // bytes of extensions and trailers
    std::uint64_t m_trailerLine = 0;
};

} // namespace genserve::service
