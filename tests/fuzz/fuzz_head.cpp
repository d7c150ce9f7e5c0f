// The head's parser alone, which never sees what the scanner before it refuses, against bytes that it lets through.
//
//   fuzz_head -max_total_time=120 -rss_limit_mb=1024 -dict=http.dict NEW_FINDS corpus/head
#include <cstdlib>

#include "wire/request_head.h"

using namespace genserve::service;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    HeadScanner scanner{WireLimits()};
    const auto used = scanner.scan(bytes);
    if (!used || !scanner.ended()) {
        return 0;
    }
    const auto head = parseRequestHead(bytes.substr(0, *used));
    if (!head) {
        return 0;
    }
    // What it accepts keeps its promises.
    const bool hasLength = head->has("content-length");
    const bool isChunked = head->framing == BodyFraming::Chunked;
    if (head->path.empty() || head->path.front() != '/' || !head->has("host") || (hasLength && isChunked)
        || head->has("transfer-encoding") != isChunked || head->path.find_first_of("?# \r\n") != std::string::npos) {
        std::abort();
    }
    for (const HeaderField& field : head->fields) {
        if (field.name.empty() || field.value.find_first_of("\r\n") != std::string::npos
            || field.value.find('\0') != std::string::npos) {
            std::abort();
        }
    }
    return 0;
}
