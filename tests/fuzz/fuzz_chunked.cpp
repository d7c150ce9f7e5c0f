// The chunked coding against any bytes: the same body and the same end however the bytes are cut, never above the
// limit.
//
//   fuzz_chunked -max_total_time=120 -rss_limit_mb=1024 NEW_FINDS corpus/chunked
#include <cstdint>
#include <cstdlib>
#include <string>

#include "wire/chunked_decoder.h"

using namespace genserve::service;

namespace {

constexpr std::uint64_t MaxBody = 1024;

struct Outcome {
    std::string body;
    std::size_t used = 0;
    bool ended = false;
    bool failed = false;
    bool operator==(const Outcome&) const = default;
};

Outcome decode(std::string_view bytes, std::size_t packet)
{
    ChunkedDecoder decoder;
    Outcome outcome;
    const auto sink = [&](std::string_view piece) -> WireResult<void> {
        outcome.body += piece;
        return {};
    };
    while (!bytes.empty() && !decoder.ended()) {
        const auto used = decoder.feed(bytes.substr(0, packet), MaxBody, sink);
        if (!used) {
            outcome.failed = true;
            outcome.used = 0; // where it was noticed depends on the packets
            break;
        }
        outcome.used += *used;
        bytes.remove_prefix(*used);
    }
    outcome.ended = decoder.ended();
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Outcome whole = decode(bytes, bytes.size() + 1);
    if (!(decode(bytes, 1) == whole) || !(decode(bytes, 5) == whole) || whole.body.size() > MaxBody) {
        std::abort();
    }
    return 0;
}
