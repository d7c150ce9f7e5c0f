// What tools draw over the picture; seen on any picture.
#pragma once

#include <QPainter>
#include <QPointF>
#include <QRect>

namespace genserve::ui {

// Runs `draw` twice: black, then white dashes on it.
template <class Draw>
void paintDashed(QPainter& painter, Draw draw)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QPen pen(Qt::black, 1.5);
    painter.setPen(pen);
    draw();
    pen.setColor(Qt::white);
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    draw();
}

void paintCross(QPainter& painter, const QPointF& place);

// The view's px that marks of this extent touch, the width of their lines and small handles included.
QRect markedArea(const QRectF& extent);

} // namespace genserve::ui
