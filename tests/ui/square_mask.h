// A mask of 100 x 80 px, a square of 20 px in its middle.
#pragma once

#include <algorithm>

#include <QImage>

inline QImage squareMask()
{
    QImage mask(100, 80, QImage::Format_Grayscale8);
    mask.fill(0);
    for (int y = 30; y < 50; ++y) {
        std::fill_n(mask.scanLine(y) + 40, 20, uchar{255});
    }
    return mask;
}
