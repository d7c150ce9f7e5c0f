// How a mask shows on a picture: its colour over what is to be repainted.
#pragma once

#include <QColor>
#include <QPainter>

#include "canvas_transform.h"
#include "picture_pyramid.h"

namespace genserve::ui {

// Draws the visible part only: its cost depends on the view's size, not on the mask's.
// mask: grey levels; ratio: the view's device pixel ratio.
void paintMaskOverlay(QPainter& painter, const PicturePyramid& mask, const CanvasTransform& transform,
                      const QColor& colour, double opacity, double ratio);

} // namespace genserve::ui
