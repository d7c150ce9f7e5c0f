// Whole-mask operations that the canvas offers. Grey pictures in, grey pictures of the same size out.
#pragma once

#include <QImage>

namespace genserve::ui {

QImage grownMask(const QImage& mask, int px); // negative shrinks
QImage featheredMask(const QImage& mask, int px);
QImage maskOfAlpha(const QImage& picture); // what is transparent is to be repainted
// The file's picture with its alpha; `opaque`, which is the same without, where it has none. Reads the disk.
QImage withAlphaOf(const QString& file, const QImage& opaque);
// Of a file: fitted to `size`, whatever its format.
QImage maskOfPicture(const QImage& picture, const QSize& size);

} // namespace genserve::ui
