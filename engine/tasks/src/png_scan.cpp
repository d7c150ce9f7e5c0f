#include "png_scan.h"

#include "picture_size.h"
#include "png_chunks.h"
#include "png_image_data.h"

#include <optional>
#include <string>

namespace genserve::tasks {
namespace {

constexpr std::size_t HeaderBytes = 13;

tl::unexpected<Error> corrupt(std::string message) { return failure(ErrorCode::CorruptFile, std::move(message)); }

bool isAllowedDepth(PngColor color, int depth)
{
    switch (color) {
    case PngColor::Grey: return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case PngColor::Palette: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case PngColor::Rgb:
    case PngColor::GreyAlpha:
    case PngColor::RgbAlpha: return depth == 8 || depth == 16;
    }
    return false;
}

Expected<PngHeader> readHeader(const PngChunk& chunk, const PictureBounds& bounds)
{
    const auto data = chunk.data;
    if (chunk.type != "IHDR" || data.size() != HeaderBytes || !chunk.hasValidChecksum()) {
        return corrupt("its header is damaged");
    }
    if (auto size = checkPictureSize(readBigEndian32(data.data()), readBigEndian32(data.data() + 4), bounds); !size) {
        return tl::unexpected(size.error());
    }
    PngHeader header{static_cast<int>(readBigEndian32(data.data())), static_cast<int>(readBigEndian32(data.data() + 4)),
                     data[8], static_cast<PngColor>(data[9]), data[12] == 1};
    if (!isAllowedDepth(header.color, header.bitDepth) || data[10] != 0 || data[11] != 0 || data[12] > 1) {
        return corrupt("its header asks for a kind of picture that PNG does not have");
    }
    return header;
}

// What may follow the header, and where; collects the parts of the rebuilt file.
class PngParts {
public:
    explicit PngParts(const PngHeader& header) : m_header(header) {}

    Expected<void> take(const PngChunk& chunk)
    {
        if (chunk.type == "IDAT") {
            return takeImageData(chunk);
        }
        m_isImageDataOver = !m_imageData.empty();
        if (chunk.type == "PLTE") {
            return takePalette(chunk);
        }
        if (chunk.type == "tRNS") {
            return takeTransparency(chunk);
        }
        if (chunk.isCritical() && chunk.type != "IEND") {
            return failure(ErrorCode::UnsupportedFormat,
                           "it has a part '" + std::string(chunk.type) + "' that PNG does not define");
        }
        return {};
    }

    [[nodiscard]] const std::vector<std::span<const std::uint8_t>>& imageData() const { return m_imageData; }
    [[nodiscard]] const std::optional<ColorKey>& transparent() const { return m_transparent; }
    [[nodiscard]] bool lacksPalette() const { return m_header.color == PngColor::Palette && !m_paletteEntries; }

private:
    Expected<void> takeImageData(const PngChunk& chunk)
    {
        if (m_isImageDataOver) {
            return corrupt("its image data is in several places");
        }
        m_imageData.push_back(chunk.data);
        return {};
    }

    Expected<void> takePalette(const PngChunk& chunk)
    {
        const std::size_t bytes = chunk.data.size();
        const bool fits = bytes > 0 && bytes % 3 == 0 && bytes <= 768
                          && (m_header.color != PngColor::Palette || bytes / 3 <= std::size_t{1} << m_header.bitDepth);
        const bool isGrey = m_header.color == PngColor::Grey || m_header.color == PngColor::GreyAlpha;
        if (!fits || isGrey || m_paletteEntries || m_hasTransparency || !m_imageData.empty()) {
            return corrupt("its palette is damaged");
        }
        m_paletteEntries = bytes / 3;
        return {};
    }

    Expected<void> takeTransparency(const PngChunk& chunk)
    {
        const std::size_t bytes = chunk.data.size();
        bool fits = false;
        switch (m_header.color) {
        case PngColor::Grey: fits = bytes == 2; break;
        case PngColor::Rgb: fits = bytes == 6; break;
        case PngColor::Palette: fits = bytes > 0 && bytes <= m_paletteEntries.value_or(0); break;
        case PngColor::GreyAlpha:
        case PngColor::RgbAlpha: break;
        }
        if (!fits || m_hasTransparency || !m_imageData.empty()) {
            return corrupt("its transparency is damaged");
        }
        m_hasTransparency = true;
        if (m_header.color == PngColor::Grey || m_header.color == PngColor::Rgb) {
            m_transparent = colorKey(chunk.data);
        }
        return {};
    }

    [[nodiscard]] ColorKey colorKey(std::span<const std::uint8_t> data) const
    {
        const unsigned maximum = (1u << m_header.bitDepth) - 1;
        // Samples of fewer than 8 bits come out of the decoder spread over 0..255.
        const unsigned factor = m_header.bitDepth < 8 ? 255 / maximum : 1;
        const auto sample = [&](std::size_t i) {
            return static_cast<std::uint16_t>(((unsigned{data[2 * i]} << 8 | data[2 * i + 1]) & maximum) * factor);
        };
        return data.size() == 2 ? ColorKey{sample(0), sample(0), sample(0)} : ColorKey{sample(0), sample(1), sample(2)};
    }

    PngHeader m_header;
    std::optional<ColorKey> m_transparent;
    std::optional<std::size_t> m_paletteEntries;
    bool m_hasTransparency = false;
    bool m_isImageDataOver = false;
    std::vector<std::span<const std::uint8_t>> m_imageData;
};

} // namespace

int PngHeader::samplesPerPixel() const
{
    switch (color) {
    case PngColor::Grey:
    case PngColor::Palette: return 1;
    case PngColor::GreyAlpha: return 2;
    case PngColor::Rgb: return 3;
    case PngColor::RgbAlpha: return 4;
    }
    return 0;
}

Expected<ScannedPng> scanPng(std::span<const std::uint8_t> file, const PictureBounds& bounds)
{
    const auto chunks = pngChunks(file);
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    const auto header = readHeader(chunks->front(), bounds);
    if (!header) {
        return tl::unexpected(header.error());
    }
    ScannedPng scanned;
    scanned.header = *header;
    PngParts parts(*header);
    appendPngSignature(scanned.rebuilt);
    for (const PngChunk& chunk : *chunks) {
        scanned.hasProfile |= chunk.type == "iCCP";
        scanned.isAnimated |= chunk.type == "acTL";
        if (!chunk.isCritical() && chunk.type != "tRNS") {
            continue;
        }
        if (!chunk.hasValidChecksum()) {
            return corrupt("the checksum of its part '" + std::string(chunk.type) + "' is wrong");
        }
        if (&chunk != &chunks->front()) {
            if (auto taken = parts.take(chunk); !taken) {
                return tl::unexpected(taken.error());
            }
        }
        if (chunk.type == "tRNS" && parts.transparent()) {
            continue;
        }
        scanned.rebuilt.insert(scanned.rebuilt.end(), chunk.whole.begin(), chunk.whole.end());
    }
    if (parts.lacksPalette()) {
        return corrupt("its palette is missing");
    }
    if (auto whole = checkImageData(*header, parts.imageData()); !whole) {
        return tl::unexpected(whole.error());
    }
    scanned.transparent = parts.transparent();
    return scanned;
}

} // namespace genserve::tasks
