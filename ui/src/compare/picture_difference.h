// Where two pictures differ, and by how much.
#pragma once

#include <QImage>

namespace genserve::ui {

struct PictureDifference {
    QImage picture;         // black where both are equal, brighter the more they differ
    qint64 changed = 0;     // pixels that differ at all
    qint64 changedKept = 0; // of those, outside the mask; only where a mask was given
    int largest = 0;        // of a channel, 0..255
};

// Any formats, the same size; otherwise an empty one. mask: grey, black was to be kept, a soft edge
// not; null = none.
// Takes about 10 ms a megapixel: not for the GUI thread.
PictureDifference differenceOf(const QImage& before, const QImage& after, const QImage& mask = {});

} // namespace genserve::ui
