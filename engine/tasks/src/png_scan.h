// Checks an untrusted PNG and rebuilds it with nothing but its picture.
#pragma once

#include "base/error.h"
#include "picture_pixels.h"
#include "picture_size.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genserve::tasks {

enum class PngColor : std::uint8_t { Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, RgbAlpha = 6 };

struct PngHeader {
    int width = 0, height = 0; // px
    int bitDepth = 0;          // of a sample
    PngColor color = PngColor::Grey;
    bool isInterlaced = false;

    [[nodiscard]] int samplesPerPixel() const;
};

struct ScannedPng {
    PngHeader header;
    std::vector<std::uint8_t> rebuilt; // IHDR, PLTE, tRNS of a palette, IDAT, IEND
    // A grey or RGB picture's one transparent colour. It is kept from the decoder: Qt 6.4 garbles 16-bit pictures
    // that have one.
    std::optional<ColorKey> transparent;
    bool hasProfile = false;
    bool isAnimated = false;
};

// The size is checked before anything else is read. Errors have no context.
Expected<ScannedPng> scanPng(std::span<const std::uint8_t> file, const PictureBounds& bounds = {});

} // namespace genserve::tasks
