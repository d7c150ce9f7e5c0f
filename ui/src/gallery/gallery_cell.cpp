#include "gallery_cell.h"

#include "../theme/icon.h"
#include "../theme/star.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int StarPlate = 20, Tick = 20, TickIcon = 12, Inset = 6, BadgeHeight = 20, BadgeIcon = 12;
constexpr double SelectedRing = 3;

void paintDisc(QPainter& painter, const QRect& disc, Role fill, const QString& icon, Role ink, int iconSide)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current().colour(fill));
    painter.drawEllipse(disc);
    QRect place(0, 0, iconSide, iconSide);
    place.moveCenter(disc.center());
    ui::icon(icon, ink).paint(&painter, place);
}

void paintBadge(QPainter& painter, const QRect& cell, const QString& word)
{
    const Theme& theme = Theme::current();
    QFont font = painter.font();
    font.setPixelSize(theme.px(u"type.caption.px"));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const int wide = painter.fontMetrics().horizontalAdvance(word) + BadgeIcon + 16;
    const QRect plate(cell.left() + Inset, cell.bottom() - Inset - BadgeHeight, wide, BadgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Role::Hud));
    painter.drawRoundedRect(plate, 4, 4);
    ui::icon(QStringLiteral("brush"), Role::Text)
        .paint(&painter, QRect(plate.left() + 5, plate.center().y() - BadgeIcon / 2, BadgeIcon, BadgeIcon));
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(plate.adjusted(BadgeIcon + 10, 0, 0, 0), Qt::AlignVCenter, word);
}

} // namespace

void paintGalleryCell(QPainter& painter, const GalleryCell& cell, const QString& maskWord)
{
    const Theme& theme = Theme::current();
    const QRect& rect = cell.rect;
    if (cell.picture.isNull()) {
        painter.fillRect(rect, theme.colour(Role::Track));
    } else {
        const QSizeF filled = QSizeF(rect.size()).scaled(cell.picture.size(), Qt::KeepAspectRatio);
        QRectF source(QPointF(), filled);
        source.moveCenter(QRectF(cell.picture.rect()).center());
        painter.drawImage(QRectF(rect), cell.picture, source);
    }
    if (cell.isStarred) {
        paintStar(painter, {rect.right() - StarPlate - Inset, rect.top() + Inset, StarPlate, StarPlate});
    }
    if (cell.hasMask) {
        paintBadge(painter, rect, maskWord);
    }
    if (cell.isSelected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.colour(Role::Focus), SelectedRing));
        painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
        paintDisc(painter, {rect.left() + Inset + 2, rect.top() + Inset + 2, Tick, Tick}, Role::Accent,
                  QStringLiteral("check"), Role::OnAccent, TickIcon);
    } else if (cell.isCurrent) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.colour(Role::Focus), theme.px(u"border.focus")));
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4);
    }
}

} // namespace genserve::ui
