// A picture over the one that is worked on, under the mask.
#pragma once

#include <QImage>
#include <QRectF>

namespace genserve::ui {

struct CanvasLayer {
    QImage picture;
    QRectF area; // that it covers, px of the picture worked on; may reach beyond it
    double opacity = 1;
};

} // namespace genserve::ui
