#include "tool_marks.h"

namespace genserve::ui {

void paintCross(QPainter& painter, const QPointF& place)
{
    constexpr double Arm = 4;
    for (const auto& [colour, width] : {std::pair(Qt::black, 3.0), std::pair(Qt::white, 1.0)}) {
        painter.setPen(QPen(colour, width));
        painter.drawLine(place - QPointF(Arm, 0), place + QPointF(Arm, 0));
        painter.drawLine(place - QPointF(0, Arm), place + QPointF(0, Arm));
    }
}

QRect markedArea(const QRectF& extent)
{
    constexpr double Margin = 8;
    return extent.adjusted(-Margin, -Margin, Margin, Margin).toAlignedRect();
}

} // namespace genserve::ui
