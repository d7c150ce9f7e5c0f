// Checks an untrusted JPEG and rebuilds it with nothing but its picture.
#pragma once

#include "base/error.h"
#include "picture_size.h"

#include <cstdint>
#include <span>
#include <vector>

namespace genserve::tasks {

struct ScannedJpeg {
    int width = 0, height = 0; // px, as stored
    int components = 0;        // 1 grey, 3 colour, 4 CMYK
    int orientation = 1;       // EXIF, 1..8
    bool hasProfile = false;
    std::vector<std::uint8_t> rebuilt; // tables, frame, scans and the two segments that name the colour space
};

// The first picture of the file. Baseline, extended and progressive with 8 bits and at most 64 scans. Errors have no
// context.
Expected<ScannedJpeg> scanJpeg(std::span<const std::uint8_t> file, const PictureBounds& bounds = {});

} // namespace genserve::tasks
