// The mark of a starred picture, the same over every picture in both looks.
#pragma once

#include <QPainter>
#include <QRect>

namespace genserve::ui {

void paintStar(QPainter& painter, const QRect& disc);

} // namespace genserve::ui
