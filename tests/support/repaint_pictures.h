// Pictures and masks with which repainting is tested.
#pragma once

#include "imaging/repaint.h"

#include <algorithm>
#include <cmath>

namespace genserve::test {

// Black but for the box.
inline Image whiteBox(int width, int height, const imaging::Repaint::Box& box)
{
    Image mask = Image::filled(width, height, 1, 0);
    for (int y = box.y; y < box.y + box.height; ++y) {
        std::fill_n(mask.row(y).begin() + box.x, box.width, std::uint8_t{255});
    }
    return mask;
}

// A picture of slow waves: nothing that resizing would change much.
inline Image waves(int width, int height)
{
    Image image = Image::filled(width, height, 3, 0);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < 3; ++c) {
                const double value = 128 + 50 * std::sin(x * 0.02 + c) + 20 * std::cos(y * 0.03 - c);
                image.row(y)[static_cast<std::size_t>(3 * x + c)] = static_cast<std::uint8_t>(value);
            }
        }
    }
    return image;
}

} // namespace genserve::test
