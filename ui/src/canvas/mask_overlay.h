// How a mask shows on a picture: its colour over what is to be repainted.
#pragma once

#include <QColor>
#include <QPainter>

#include "canvas_transform.h"
#include "picture_pyramid.h"

namespace genserve::ui {

// Draws that part of the picture only (px of it): the cost depends on what is repainted, not on the mask's size.
// mask: grey levels; ratio: the view's device pixel ratio.
void paintMaskOverlay(QPainter& painter, const PicturePyramid& mask, const CanvasTransform& transform,
                      const QRectF& part, const QColor& colour, double opacity, double ratio);

} // namespace genserve::ui
