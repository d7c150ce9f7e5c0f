// The chunk structure of PNG files: reading it from untrusted bytes and writing it.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace genserve::tasks {

struct PngChunk {
    std::string_view type; // four ASCII letters
    std::span<const std::uint8_t> data;
    std::span<const std::uint8_t> whole; // length, type, data and checksum

    [[nodiscard]] bool isCritical() const { return type[0] >= 'A' && type[0] <= 'Z'; }
    [[nodiscard]] bool hasValidChecksum() const;
};

bool startsWithPngSignature(std::span<const std::uint8_t> bytes);

// The chunks from IHDR to IEND, views into the file; checksums are not checked. Errors have no context.
Expected<std::vector<PngChunk>> pngChunks(std::span<const std::uint8_t> file);

std::uint32_t readBigEndian32(const std::uint8_t* bytes);

void appendPngSignature(std::vector<std::uint8_t>& file);
void appendPngChunk(std::vector<std::uint8_t>& file, std::string_view type, std::span<const std::uint8_t> data);

} // namespace genserve::tasks
