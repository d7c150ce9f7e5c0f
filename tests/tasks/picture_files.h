// Files for the tests of picture files: stored ones, and PNGs made chunk by chunk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.h"

using Bytes = std::vector<std::uint8_t>;

std::filesystem::path storedPicture(const std::string& name);
std::vector<std::string> storedPictures(); // names of all .png and .jpg files, sorted
Bytes readBytes(const std::filesystem::path& path);
bool contains(const Bytes& bytes, std::string_view part);
void writeBytes(const std::filesystem::path& path, const Bytes& bytes);
genserve::Image readPortableMap(const std::filesystem::path& path); // .ppm or .pgm; empty where there is none

void appendChunk(Bytes& file, std::string_view type, const Bytes& data);
Bytes packed(const Bytes& data); // zlib
Bytes pngHeader(std::uint32_t width, std::uint32_t height, std::uint8_t depth, std::uint8_t color);
// Signature, header, `extra` chunks, image data of `rows`, end.
Bytes pngFile(const Bytes& header, const Bytes& extra, const Bytes& rows);

// A picture whose bytes come from a small generator.
genserve::Image noisePicture(int width, int height, int channels);
