// How a mask shows on a picture: its colour over what is to be repainted.
#pragma once

#include <QColor>
#include <QImage>

#include "picture_pyramid.h"

namespace genserve::ui {

struct MaskLook {
    QColor colour;
    double opacity = 0.5; // where the mask is white
};

// Onto `target` (RGB32) inside `area` of it. toTarget: from px of the picture; its nearest pixel shows, so that the
// cost is that of the area, and nothing where the mask is black.
void paintMaskOverlay(QImage& target, const QRect& area, const PicturePyramid& mask, const QTransform& toTarget,
                      const MaskLook& look);

} // namespace genserve::ui
