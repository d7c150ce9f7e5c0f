// The header reader against any bytes: no crash, no runaway memory, and what it accepts keeps its promises.
//
//   fuzz_safetensors -max_total_time=120 -rss_limit_mb=1024 -dict=safetensors.dict NEW_FINDS corpus/safetensors
#include <cstdlib>

#include "weights/safetensors.h"

using namespace genserve::weights;

namespace {

void check(std::span<const std::uint8_t> header, std::uint64_t fileBytes)
{
    const auto parsed = parseSafetensorsHeader(header, fileBytes);
    if (!parsed) {
        return;
    }
    std::uint64_t covered = 0;
    for (const auto& [name, record] : parsed->tensors) {
        std::uint64_t bytes = byteSize(record.dtype);
        for (const std::int64_t dimension : record.shape) {
            bytes *= static_cast<std::uint64_t>(dimension);
        }
        if (bytes != record.bytes || record.offset > fileBytes || record.bytes > fileBytes - record.offset) {
            std::abort();
        }
        covered += bytes;
    }
    if (covered >= fileBytes) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    check({data, size}, size);
    if (size < 9) {
        return 0;
    }
    // Once more with a true length before the JSON, which a mutation that adds or removes a byte spoils. What the
    // length said stands for the size of the data, which the parser does not read.
    std::vector<std::uint8_t> file(data, data + size);
    const std::uint64_t jsonBytes = size - 8;
    for (std::size_t i = 0; i < 8; ++i) {
        file[i] = static_cast<std::uint8_t>(jsonBytes >> (8 * i));
    }
    check(file, size + data[0] % 64U);
    return 0;
}
