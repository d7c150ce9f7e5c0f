#include "star.h"

#include <QSvgRenderer>

#include "icon_file.h"
#include "theme.h"

namespace genserve::ui {
namespace {

constexpr double Share = 0.6; // of the disc's side

} // namespace

void paintStar(QPainter& painter, const QRect& disc)
{
    const auto colours = Theme::current().tokens().colours(u"star"); // disc, star
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.at(0));
    painter.drawEllipse(disc);
    QRectF place(0, 0, disc.width() * Share, disc.height() * Share);
    place.moveCenter(QRectF(disc).center());
    QSvgRenderer(iconSvg(QStringLiteral("star-filled"), colours.at(1))).render(&painter, place);
}

} // namespace genserve::ui
