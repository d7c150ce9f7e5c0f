// Text chunks of PNG files.
#pragma once

#include "png_chunks.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::tasks {

// As tEXt where Latin-1 can hold the text, else as uncompressed iTXt. The text is UTF-8; damaged parts of it become
// replacement characters.
void appendPngText(std::vector<std::uint8_t>& file, std::string_view keyword, std::string_view text);

// Of a tEXt, zTXt or iTXt chunk; empty for other and damaged chunks.
std::string_view pngTextKeyword(const PngChunk& chunk);

// The text of such a chunk as UTF-8; nothing where it is damaged or inflates to more than maxInflated bytes.
std::optional<std::string> pngTextValue(const PngChunk& chunk, std::size_t maxInflated);

} // namespace genserve::tasks
