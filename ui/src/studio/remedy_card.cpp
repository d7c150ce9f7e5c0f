#include "remedy_card.h"

#include <QPainter>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Height = 42, Inset = 10, Icon = 18, Arrow = 14, Gap = 10;

} // namespace

RemedyCard::RemedyCard(const QString& icon, QWidget* parent) : QAbstractButton(parent), m_icon(icon)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RemedyCard::setWords(const QString& title, const QString& cost, const QString& more)
{
    setText(title);
    m_cost = cost;
    setAccessibleName(title);
    setAccessibleDescription(cost);
    setToolTip(cost % u'\n' % more);
    update();
}

void RemedyCard::setBest(bool isBest)
{
    m_isBest = isBest;
    update();
}

QSize RemedyCard::sizeHint() const { return {200, Height}; }

void RemedyCard::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double ring = hasFocus() ? 2 : 1, radius = theme.px(u"radius.control");
    painter.setPen(QPen(theme.colour(hasFocus() || m_isBest ? Role::Focus
                                     : underMouse()         ? Role::BorderStrong
                                                            : Role::Border),
                        ring));
    painter.setBrush(theme.colour(isDown() ? Role::Pressed : underMouse() ? Role::Hover : Role::Card));
    painter.drawRoundedRect(QRectF(rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2), radius, radius);
    const int middle = height() / 2;
    ui::icon(m_icon, Role::AccentText).paint(&painter, QRect(Inset, middle - Icon / 2, Icon, Icon));
    ui::icon(QStringLiteral("chevron-right"), Role::TextSecondary)
        .paint(&painter, QRect(width() - Inset - Arrow, middle - Arrow / 2, Arrow, Arrow));
    const QRect words = rect().adjusted(Inset + Icon + Gap, 4, -Inset - Arrow - Gap, -4);
    QFont line = font();
    line.setPixelSize(theme.px(u"type.small.px"));
    line.setWeight(QFont::DemiBold);
    painter.setFont(line);
    painter.setPen(theme.colour(Role::Text));
    painter.drawText(words, Qt::AlignTop, painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    line.setPixelSize(theme.px(u"type.caption.px"));
    line.setWeight(QFont::Normal);
    painter.setFont(line);
    painter.setPen(theme.colour(Role::TextSecondary));
    painter.drawText(words, Qt::AlignBottom, painter.fontMetrics().elidedText(m_cost, Qt::ElideRight, words.width()));
}

} // namespace genserve::ui
