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
    QImage inside; // with alpha, stretched over insideArea
    QRectF insideArea;
    QPainterPath outline; // of the running mask: dashes
    QRectF frame;         // of the part that is worked on, or of the picture that will come
    QString frameWords;

    bool operator==(const CanvasExtras& other) const; // the same picture, not one that looks alike
};

void paintCanvasExtras(QPainter& painter, const CanvasExtras& extras, const CanvasTransform& transform);

// The edge of a mask, from a copy of at most 256 px: for the eye.
QPainterPath maskOutline(const QImage& mask);
// The preview where the mask is white, transparent elsewhere; at most 512 px on a side.
QImage insideMask(const QImage& preview, const QImage& mask);

} // namespace genserve::ui
