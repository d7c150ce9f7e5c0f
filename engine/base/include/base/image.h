// A picture as plain bytes: what crosses every border of the engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.h"

namespace genserve {

// Rows top to bottom without padding, channels interleaved, 8 bits each, sRGB.
// channels is 1 (grey, masks) or 3 (RGB). An empty image has width = height = 0.
struct Image {
    int width = 0;  // px
    int height = 0; // px
    int channels = 0;
    std::vector<std::uint8_t> pixels; // height * width * channels bytes

    static Image filled(int width, int height, int channels, std::uint8_t value);

    [[nodiscard]] bool isEmpty() const { return pixels.empty(); }
    [[nodiscard]] std::size_t rowBytes() const;
    [[nodiscard]] std::span<std::uint8_t> row(int y);
    [[nodiscard]] std::span<const std::uint8_t> row(int y) const;

    bool operator==(const Image&) const = default;
};

} // namespace genserve
