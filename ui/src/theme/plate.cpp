#include "plate.h"

#include <QPainter>

#include "theme.h"

namespace genserve::ui {

void paintPlate(QWidget& widget, Role fill, QStringView radius)
{
    const Theme& theme = Theme::current();
    QPainter painter(&widget);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.colour(Role::Border));
    painter.setBrush(theme.colour(fill));
    const double corner = theme.px(radius);
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
}

} // namespace genserve::ui
