#include "command_field.h"

#include <QPainter>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Wide = 280, Narrow = 248, KeysInset = 4, KeysHeight = 18;

} // namespace

CommandField::CommandField(QWidget* parent) : QAbstractButton(parent)
{
    setFixedHeight(Theme::current().px(u"control.medium"));
    setCursor(Qt::PointingHandCursor);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    setFixedWidth(Wide);
}

void CommandField::setKeys(const QString& keys)
{
    m_keys = keys;
    update();
}

void CommandField::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    setFixedWidth(isNarrow ? height() : parentWidget()->width() < 1400 ? Narrow : Wide);
    update();
}

void CommandField::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.colour(hasFocus() ? Role::Focus : underMouse() ? Role::BorderStrong : Role::Border));
    painter.setBrush(theme.colour(Role::Input));
    const double radius = theme.px(u"radius.control");
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const int side = theme.px(u"control.iconSmall");
    ui::icon(QStringLiteral("search"), Role::TextSecondary)
        .paint(&painter, QRect(8, (height() - side) / 2, side, side));
    if (m_isNarrow) {
        return;
    }
    painter.setPen(theme.colour(Role::Text));
    QFont words = font();
    words.setPixelSize(theme.px(u"type.small.px"));
    painter.setFont(words);
    painter.drawText(rect().adjusted(30, 0, 0, 0), Qt::AlignVCenter, text());
    if (m_keys.isEmpty()) {
        return;
    }
    QFont small = font();
    small.setPixelSize(theme.px(u"type.caption.px"));
    small.setWeight(QFont::DemiBold);
    painter.setFont(small);
    const int wide = painter.fontMetrics().horizontalAdvance(m_keys) + 2 * KeysInset + 2;
    const QRect plate(width() - wide - 6, (height() - KeysHeight) / 2, wide, KeysHeight);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.colour(Role::Border));
    painter.drawRoundedRect(QRectF(plate).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(plate, Qt::AlignCenter, m_keys);
}

void CommandField::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void CommandField::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace genserve::ui
