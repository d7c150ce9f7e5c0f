#include "png_image_data.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>

namespace genserve::tasks {
namespace {

struct Pass {
    int firstX, firstY, stepX, stepY;
};
constexpr std::array<Pass, 7> Adam7{
    {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};
constexpr std::array<Pass, 1> Whole{{{0, 0, 1, 1}}};

constexpr std::uint8_t LastFilter = 4;

// Where the rows of the inflated data begin: each begins with the number of its filter.
class RowWalker {
public:
    explicit RowWalker(const PngHeader& header)
    {
        for (const Pass& pass : header.isInterlaced ? std::span<const Pass>(Adam7) : std::span<const Pass>(Whole)) {
            const std::uint64_t columns = count(header.width, pass.firstX, pass.stepX);
            const std::uint64_t rows = count(header.height, pass.firstY, pass.stepY);
            const auto bitsPerPixel = static_cast<std::uint64_t>(header.samplesPerPixel() * header.bitDepth);
            if (columns > 0 && rows > 0) { // a pass without columns has no rows either
                m_passes.push_back({rows, 1 + (columns * bitsPerPixel + 7) / 8});
            }
        }
    }

    [[nodiscard]] bool isDone() const { return m_passes.empty(); }

    // Takes the next bytes; false where a row has a filter that does not exist. Bytes behind the last row don't count.
    bool take(std::span<const std::uint8_t> bytes)
    {
        while (!bytes.empty() && !isDone()) {
            if (m_position == 0 && bytes.front() > LastFilter) {
                return false;
            }
            PassRows& pass = m_passes.front();
            const auto step = std::min<std::uint64_t>(bytes.size(), pass.rowBytes - m_position);
            bytes = bytes.subspan(step);
            m_position += step;
            if (m_position == pass.rowBytes) {
                m_position = 0;
                if (--pass.rows == 0) {
                    m_passes.pop_front();
                }
            }
        }
        m_hasMore = !bytes.empty();
        return true;
    }
    [[nodiscard]] bool hasMore() const { return m_hasMore; }

private:
    struct PassRows {
        std::uint64_t rows, rowBytes;
    };
    static std::uint64_t count(int size, int first, int step)
    {
        return static_cast<std::uint64_t>(size > first ? (size - first + step - 1) / step : 0);
    }

    std::deque<PassRows> m_passes;
    std::uint64_t m_position = 0; // in the row
    bool m_hasMore = false;
};

struct Inflater {
    z_stream stream{};

    Inflater() { isReady = inflateInit(&stream) == Z_OK; }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    bool isReady = false;
};

tl::unexpected<Error> damaged() { return failure(ErrorCode::CorruptFile, "its image data is damaged"); }

} // namespace

Expected<void> checkImageData(const PngHeader& header, const std::vector<std::span<const std::uint8_t>>& idats)
{
    Inflater inflater;
    if (!inflater.isReady) {
        return failure(ErrorCode::OutOfMemory, "not enough memory to read it");
    }
    RowWalker rows(header);
    z_stream& stream = inflater.stream;
    std::vector<Bytef> buffer(1 << 16);
    for (const auto& idat : idats) {
        // zlib never writes to its input; its type is from before const.
        stream.next_in = const_cast<Bytef*>(idat.data());
        stream.avail_in = static_cast<uInt>(idat.size());
        do {
            stream.next_out = buffer.data();
            stream.avail_out = static_cast<uInt>(buffer.size());
            const int status = inflate(&stream, Z_NO_FLUSH);
            if (!rows.take(std::span(buffer).first(buffer.size() - stream.avail_out))) {
                return damaged();
            }
            // Decoders pass over what is behind the last row; nothing is known of its length.
            if (rows.isDone() && (status == Z_STREAM_END || rows.hasMore())) {
                return {};
            }
            if (status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END) {
                return damaged();
            }
            if (status == Z_STREAM_END) {
                return failure(ErrorCode::CorruptFile, "its image data ends before the picture does");
            }
        } while (stream.avail_out == 0);
    }
    return failure(ErrorCode::CorruptFile, "its image data ends before the picture does");
}

} // namespace genserve::tasks
