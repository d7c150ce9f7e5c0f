// Whole requests – head and body – against any bytes: no crash, and the same outcome however the bytes are cut into
// packets.
//
//   fuzz_request -max_total_time=120 -rss_limit_mb=1024 -dict=http.dict NEW_FINDS corpus/request
#include <cstdlib>
#include <memory>
#include <string>

#include "wire/request_reader.h"

using namespace genserve::service;

namespace {

class TextBody final : public BodySink {
public:
    explicit TextBody(std::string& text) : m_text(text) {}
    WireResult<void> write(std::string_view piece) override
    {
        m_text += piece;
        return {};
    }
    WireResult<void> finish() override { return {}; }
    Body take() override { return {}; }

private:
    std::string& m_text;
};

// What came out of one connection: every request and body, then the fault.
std::string outcome(std::string_view bytes, std::size_t packet)
{
    constexpr std::uint64_t MaxBody = 4096;
    WireLimits limits;
    limits.lineBytes = 256; // small, so that the limits are reached
    limits.headBytes = 1024;
    limits.fields = 8;
    RequestReader reader(limits);
    std::string log;
    while (!bytes.empty() && reader.state() != RequestReader::State::Failed) {
        std::string_view piece = bytes.substr(0, packet);
        bytes.remove_prefix(piece.size());
        while (!piece.empty() && reader.state() != RequestReader::State::Failed) {
            piece.remove_prefix(reader.feed(piece));
            if (reader.state() == RequestReader::State::HeadDone) {
                log += std::string(toString(reader.head().method)) + reader.head().path + '\n';
                reader.startBody(std::make_unique<TextBody>(log), MaxBody);
            }
            if (reader.state() == RequestReader::State::Done) {
                if (reader.bodyBytes() > MaxBody) {
                    std::abort();
                }
                log += "\ndone\n";
                reader.next();
            }
        }
    }
    if (reader.state() == RequestReader::State::Failed) {
        log += std::to_string(reader.fault().status);
    }
    return log;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string whole = outcome(bytes, bytes.size() + 1);
    if (outcome(bytes, 1) != whole || outcome(bytes, 7) != whole) {
        std::abort();
    }
    return 0;
}
