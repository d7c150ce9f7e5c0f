#include "read_blocks.h"
#include "convert.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace genserve::weights {
namespace {

constexpr std::int64_t BlockBytes = std::int64_t{512} << 10; // what one thread reads at a time

void convertBlock(const Chunk& chunk, std::size_t firstByte, std::size_t bytes)
{
    const auto stored = chunk.stored.subspan(firstByte, bytes);
    const std::size_t first = firstByte / byteSize(chunk.dtype);
    const std::size_t count = bytes / byteSize(chunk.dtype);
    if (chunk.target.scalar_type() == at::kFloat) {
        convert(chunk.dtype, stored, std::span(chunk.target.data_ptr<float>() + first, count), chunk.scale);
    } else {
        auto* const bits = reinterpret_cast<std::uint16_t*>(chunk.target.data_ptr<at::BFloat16>());
        convert(chunk.dtype, stored, std::span(bits + first, count), chunk.scale);
    }
}

} // namespace

Expected<void> readBlocks(const InputFile& file, const Chunk& chunk)
{
    const std::size_t all = chunk.stored.size();
    const std::size_t blocks = (all + BlockBytes - 1) / BlockBytes;
    std::vector<Expected<void>> results(blocks);
    at::parallel_for(0, static_cast<std::int64_t>(blocks), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            const std::size_t first = i * BlockBytes;
            const std::size_t bytes = std::min<std::size_t>(BlockBytes, all - first);
            results[i] = file.readAt(chunk.offset + first, chunk.stored.subspan(first, bytes));
            if (results[i] && chunk.isConverted) {
                convertBlock(chunk, first, bytes);
            }
        }
    });
    for (Expected<void>& result : results) {
        if (!result) {
            return std::move(result);
        }
    }
    return {};
}

} // namespace genserve::weights
