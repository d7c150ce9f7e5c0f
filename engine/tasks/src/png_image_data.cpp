#include "png_image_data.h"

#include <zlib.h>

#include <array>
#include <memory>

namespace genserve::tasks {
namespace {

struct Pass {
    int firstX, firstY, stepX, stepY;
};
constexpr std::array<Pass, 7> Adam7{
    {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};
constexpr std::array<Pass, 1> Whole{{{0, 0, 1, 1}}};

// Each row has one byte for its filter; a pass without columns has no rows either.
std::uint64_t passBytes(const PngHeader& header, const Pass& pass)
{
    const auto count = [](int size, int first, int step) {
        return static_cast<std::uint64_t>(size > first ? (size - first + step - 1) / step : 0);
    };
    const std::uint64_t columns = count(header.width, pass.firstX, pass.stepX);
    const std::uint64_t rows = count(header.height, pass.firstY, pass.stepY);
    const auto bitsPerPixel = static_cast<std::uint64_t>(header.samplesPerPixel() * header.bitDepth);
    return columns == 0 ? 0 : rows * (1 + (columns * bitsPerPixel + 7) / 8);
}

std::uint64_t expectedBytes(const PngHeader& header)
{
    std::uint64_t bytes = 0;
    for (const Pass& pass : header.isInterlaced ? std::span<const Pass>(Adam7) : std::span<const Pass>(Whole)) {
        bytes += passBytes(header, pass);
    }
    return bytes;
}

struct Inflater {
    z_stream stream{};

    Inflater() { isReady = inflateInit(&stream) == Z_OK; }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    bool isReady = false;
};

} // namespace

Expected<void> checkImageData(const PngHeader& header, const std::vector<std::span<const std::uint8_t>>& idats)
{
    const std::uint64_t expected = expectedBytes(header);
    std::uint64_t produced = 0;
    Inflater inflater;
    if (!inflater.isReady) {
        return failure(ErrorCode::OutOfMemory, "not enough memory to read it");
    }
    z_stream& stream = inflater.stream;
    const auto buffer = std::make_unique<std::array<Bytef, 1 << 16>>();
    int status = Z_OK;
    for (const auto& idat : idats) {
        // zlib never writes to its input; its type is from before const.
        stream.next_in = const_cast<Bytef*>(idat.data());
        stream.avail_in = static_cast<uInt>(idat.size());
        do {
            stream.next_out = buffer->data();
            stream.avail_out = static_cast<uInt>(buffer->size());
            status = inflate(&stream, Z_NO_FLUSH);
            produced += buffer->size() - stream.avail_out;
            if (produced >= expected) {
                return {};
            }
            if (status == Z_STREAM_END) {
                return failure(ErrorCode::CorruptFile, "its image data ends before the picture does");
            }
            if (status != Z_OK && status != Z_BUF_ERROR) {
                return failure(ErrorCode::CorruptFile, "its image data is damaged");
            }
        } while (stream.avail_out == 0);
    }
    return failure(ErrorCode::CorruptFile, "its image data ends before the picture does");
}

} // namespace genserve::tasks
