// Forms against any bytes: the same parts however the bytes are cut; no part holds a delimiter. The bytes also stand
// for a Content-Type value once.
//
//   fuzz_multipart -max_total_time=120 -rss_limit_mb=1024 -dict=multipart.dict NEW_FINDS corpus/multipart
#include <array>
#include <cstdint>
#include <cstdlib>

#include "wire/multipart_parser.h"

using namespace genserve::service;

namespace {

class Parts final : public PartSink {
public:
    WireResult<void> beginPart(const PartHead& head) override
    {
        if (m_isOpen || head.name.empty()) {
            std::abort();
        }
        m_isOpen = true;
        log += '[' + head.name + (head.hasFilename ? "@" : "=") + head.contentType + ':';
        m_data.clear();
        return {};
    }
    WireResult<void> partData(std::string_view piece) override
    {
        if (!m_isOpen || piece.empty()) {
            std::abort();
        }
        m_data += piece;
        return {};
    }
    WireResult<void> endPart() override
    {
        if (!m_isOpen || m_data.find("\r\n--b") != std::string::npos) {
            std::abort();
        }
        m_isOpen = false;
        log += m_data + ']';
        return {};
    }

    std::string log;

private:
    bool m_isOpen = false;
    std::string m_data;
};

std::string outcome(std::string_view bytes, std::size_t packet)
{
    Parts parts;
    MultipartParser parser("b", parts);
    bool isGood = true;
    while (isGood && !bytes.empty()) {
        const std::string_view piece = bytes.substr(0, packet);
        bytes.remove_prefix(piece.size());
        isGood = parser.feed(piece).has_value();
    }
    return isGood && parser.finish() ? parts.log : "refused";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string whole = outcome(bytes, bytes.size() + 1);
    if (outcome(bytes, 1) != whole || outcome(bytes, 13) != whole) {
        std::abort();
    }
    if (const auto boundary = MultipartParser::boundaryOf(bytes);
        boundary && (boundary->empty() || boundary->size() > MultipartParser::MaxBoundary)) {
        std::abort();
    }
    return 0;
}
