// What lies over the picture while it is worked on: the live preview inside a running mask, frames, outlines.
#pragma once

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QString>

#include "canvas_transform.h"

namespace genserve::ui {

// Everything in px of the picture; empty parts are not drawn.
struct CanvasExtras {
    QImage inside;        // with alpha, stretched over the whole picture
    QPainterPath outline; // of the running mask: dashes
    QRectF frame;         // of the part that is worked on, or of the picture that will come
    QString frameWords;
};

void paintCanvasExtras(QPainter& painter, const CanvasExtras& extras, const CanvasTransform& transform,
                       const QSize& picture);

// The edge of a mask, from a copy of at most 256 px: for the eye.
QPainterPath maskOutline(const QImage& mask);
// The preview where the mask is white, transparent elsewhere; at most 512 px on a side.
QImage insideMask(const QImage& preview, const QImage& mask);
// The part that "only masked" works on: the mask's box, grown, with its padding, inside the picture. Empty for an empty
// mask.
QRect workArea(const QImage& mask, int growPx, int paddingPx);

} // namespace genserve::ui
