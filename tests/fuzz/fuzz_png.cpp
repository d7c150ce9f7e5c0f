// The PNG scan against any bytes: a file that it lets through has been rebuilt to one that it lets through again, byte
// by byte the same, with the same header. Checksums are mended first, as a mutation never gets past them.
//
//   fuzz_png -max_total_time=120 -rss_limit_mb=1024 -dict=png.dict NEW_FINDS corpus/png
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include <zlib.h>

#include "png_scan.h"

using namespace genserve::tasks;

namespace {

constexpr std::size_t Signature = 8, Frame = 12; // bytes; of a chunk: length, type, checksum

std::uint32_t numberAt(const std::vector<std::uint8_t>& file, std::size_t at)
{
    return std::uint32_t{file[at]} << 24 | std::uint32_t{file[at + 1]} << 16 | std::uint32_t{file[at + 2]} << 8
           | file[at + 3];
}

void mendChecksums(std::vector<std::uint8_t>& file)
{
    for (std::size_t at = Signature; at + Frame <= file.size();) {
        const std::size_t length = numberAt(file, at);
        if (length > file.size() - at - Frame) {
            return;
        }
        const auto sum = static_cast<std::uint32_t>(crc32(0, file.data() + at + 4, static_cast<uInt>(length + 4)));
        for (std::size_t i = 0; i < 4; ++i) {
            file[at + 8 + length + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
        }
        at += Frame + length;
    }
}

bool isSame(const PngHeader& a, const PngHeader& b)
{
    return a.width == b.width && a.height == b.height && a.bitDepth == b.bitDepth && a.color == b.color
           && a.isInterlaced == b.isInterlaced;
}

void check(std::span<const std::uint8_t> file)
{
    const auto first = scanPng(file);
    if (!first) {
        return;
    }
    const auto again = scanPng(first->rebuilt);
    if (!again || !isSame(first->header, again->header) || again->rebuilt != first->rebuilt) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    check({data, size});
    std::vector<std::uint8_t> mended(data, data + size);
    mendChecksums(mended);
    check(mended);
    return 0;
}
