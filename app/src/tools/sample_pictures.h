// Pictures to try a server with, drawn here so that the commands need no files.
#pragma once

#include <string>

#include "base/error.h"

namespace genserve::app {

// PNG files of the given size.
std::string landscapePng(int width, int height);  // sky, sun, hills
std::string centreMaskPng(int width, int height); // white circle on black
std::string edgesPng(int width, int height);      // white outlines of the landscape on black
std::string noisePng(int width, int height);      // bytes that no compression makes smaller
std::string noiseJpeg(int width, int height);

struct PictureSize {
    int width = 0, height = 0;
};
// Of a PNG or JPEG; CorruptFile where it can't be decoded.
Expected<PictureSize> sizeOf(const std::string& file);

} // namespace genserve::app
