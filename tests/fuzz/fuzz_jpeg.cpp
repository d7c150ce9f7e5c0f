// The JPEG scan against any bytes: a file that it lets through has been rebuilt to one that it lets through again, byte
// by byte the same, with the same size and components.
//
//   fuzz_jpeg -max_total_time=120 -rss_limit_mb=1024 -dict=jpeg.dict NEW_FINDS corpus/jpeg
#include <cstdint>
#include <cstdlib>
#include <span>

#include "jpeg_scan.h"

using namespace genserve::tasks;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto first = scanJpeg(std::span(data, size));
    if (!first) {
        return 0;
    }
    const auto again = scanJpeg(first->rebuilt);
    if (!again || again->width != first->width || again->height != first->height
        || again->components != first->components || again->rebuilt != first->rebuilt) {
        std::abort();
    }
    return 0;
}
