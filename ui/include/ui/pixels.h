// Between the engine's pictures and Qt's. All copy; rows of an Image have no padding, sRGB on both sides.
#pragma once

#include <QImage>

#include "base/image.h"

namespace genserve::ui {

Image rgbImage(const QImage& picture); // any format, alpha on white -> 3 channels R, G, B
// What is transparent becomes white.
QImage onWhite(const QImage& picture);
bool looksLikeEdges(const QImage& picture); // bright lines on black, as Canny leaves them
Image greyImage(const QImage& picture);     // any format, luminance -> 1 channel
QImage qImage(const Image& image);          // 1 channel -> Format_Grayscale8, 3 -> Format_RGB888; empty -> null

} // namespace genserve::ui
