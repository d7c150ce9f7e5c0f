#include "png_chunks.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace genserve::tasks {
namespace {

constexpr std::array<std::uint8_t, 8> Signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::size_t FrameBytes = 12; // length, type and checksum
constexpr std::size_t MaxChunks = 1 << 16;

std::uint32_t checksum(std::span<const std::uint8_t> typeAndData)
{
    return static_cast<std::uint32_t>(crc32_z(0, typeAndData.data(), typeAndData.size()));
}

void appendBigEndian32(std::vector<std::uint8_t>& file, std::uint32_t value)
{
    for (const int shift : {24, 16, 8, 0}) {
        file.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

bool isLetter(std::uint8_t byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'); }

} // namespace

bool PngChunk::hasValidChecksum() const
{
    return checksum(whole.subspan(4, whole.size() - 8)) == readBigEndian32(whole.data() + whole.size() - 4);
}

bool startsWithPngSignature(std::span<const std::uint8_t> bytes)
{
    return bytes.size() >= Signature.size() && std::ranges::equal(bytes.first(Signature.size()), Signature);
}

Expected<std::vector<PngChunk>> pngChunks(std::span<const std::uint8_t> file)
{
    if (!startsWithPngSignature(file)) {
        return failure(ErrorCode::UnsupportedFormat, "not a PNG picture");
    }
    std::vector<PngChunk> chunks;
    auto rest = file.subspan(Signature.size());
    while (chunks.empty() || chunks.back().type != "IEND") {
        if (rest.size() < FrameBytes || readBigEndian32(rest.data()) > rest.size() - FrameBytes) {
            return failure(ErrorCode::CorruptFile, "the file ends before the picture does");
        }
        if (!std::ranges::all_of(rest.subspan(4, 4), isLetter)) {
            return failure(ErrorCode::CorruptFile, "there are bytes between its chunks that are none");
        }
        if (chunks.size() == MaxChunks) {
            return failure(ErrorCode::UnsupportedFormat, "it has more than " + std::to_string(MaxChunks) + " chunks");
        }
        const std::size_t length = readBigEndian32(rest.data());
        const std::string_view type(reinterpret_cast<const char*>(rest.data()) + 4, 4);
        chunks.push_back({type, rest.subspan(8, length), rest.first(length + FrameBytes)});
        rest = rest.subspan(length + FrameBytes);
    }
    return chunks;
}

std::uint32_t readBigEndian32(const std::uint8_t* bytes)
{
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

void appendPngSignature(std::vector<std::uint8_t>& file)
{
    file.insert(file.end(), Signature.begin(), Signature.end());
}

void appendPngChunk(std::vector<std::uint8_t>& file, std::string_view type, std::span<const std::uint8_t> data)
{
    appendBigEndian32(file, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = file.size();
    file.insert(file.end(), type.begin(), type.end());
    file.insert(file.end(), data.begin(), data.end());
    appendBigEndian32(file, checksum(std::span(file).subspan(start)));
}

} // namespace genserve::tasks
