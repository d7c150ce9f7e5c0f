// Pictures that tests/reference/make_imaging.py makes as well, so that only checksums of results are stored.
#pragma once

#include "base/image.h"

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace genserve::test {

// Noise of a 32-bit linear congruential generator (Numerical Recipes), its top 8 bits.
inline Image noise(std::uint32_t seed, int width, int height, int channels)
{
    Image image = Image::filled(width, height, channels, 0);
    for (std::uint8_t& value : image.pixels) {
        seed = seed * 1664525u + 1013904223u;
        value = static_cast<std::uint8_t>(seed >> 24);
    }
    return image;
}

inline std::uint32_t crc32(const Image& image)
{
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const std::uint8_t byte : image.pixels) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
    }
    return ~crc;
}

// The numbers of a table in tests/data/imaging, row by row.
inline std::vector<std::vector<std::uint32_t>> table(const std::string& name)
{
    std::ifstream file(GENSERVE_TEST_DATA "/imaging/" + name);
    std::vector<std::vector<std::uint32_t>> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) {
            continue;
        }
        std::istringstream words(line);
        std::vector<std::uint32_t>& row = rows.emplace_back();
        for (std::uint32_t value = 0; words >> value;) {
            row.push_back(value);
        }
    }
    return rows;
}

} // namespace genserve::test
