#include "word_chip.h"

#include <QEvent>
#include <QPainter>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Inset = 10, Icon = 14, IconGap = 5, Cross = 12, CrossGap = 4, FilterHeight = 26, FactHeight = 22;

} // namespace

WordChip::WordChip(Kind kind, const QString& text, QWidget* parent) : QAbstractButton(parent), m_kind(kind)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(kind == Kind::Plain ? Qt::NoFocus : Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void WordChip::setIconName(const QString& name)
{
    m_iconName = name;
    updateGeometry();
}

void WordChip::setRemovable(const QString& meaning)
{
    m_isRemovable = true;
    setFocusPolicy(Qt::TabFocus);
    setToolTip(meaning);
    setAccessibleName(meaning);
    updateGeometry();
}

QFont WordChip::wordFont() const
{
    QFont font = this->font();
    font.setPixelSize(Theme::current().px(u"type.small.px"));
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize WordChip::sizeHint() const
{
    int wide = QFontMetrics(wordFont()).horizontalAdvance(text()) + 2 * Inset;
    wide += m_iconName.isEmpty() ? 0 : Icon + (text().isEmpty() ? 0 : IconGap);
    wide += m_isRemovable ? Cross + CrossGap : 0;
    return {wide, m_kind == Kind::Plain ? FactHeight : FilterHeight};
}

void WordChip::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isOutline = m_kind == Kind::Outline && !isChecked();
    const bool isChosen = m_kind == Kind::Chosen || isChecked();
    const Role ink = isChosen ? Role::AccentText : Role::Text;
    const bool isHovered = underMouse() && m_kind != Kind::Plain;
    painter.setPen(hasFocus()  ? QPen(theme.colour(Role::Focus))
                   : isOutline ? QPen(theme.colour(Role::Border))
                               : QPen(Qt::NoPen));
    painter.setBrush(theme.colour(isChosen    ? Role::AccentSubtle
                                  : isHovered ? Role::Hover
                                  : isOutline ? Role::Card
                                              : Role::Pressed));
    const QRectF plate = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = m_kind == Kind::Plain && !m_isRemovable ? theme.px(u"radius.small") : plate.height() / 2;
    painter.drawRoundedRect(plate, radius, radius);
    int x = Inset;
    if (!m_iconName.isEmpty()) {
        ui::icon(m_iconName, ink).paint(&painter, QRect(x, (height() - Icon) / 2, Icon, Icon));
        x += Icon + IconGap;
    }
    painter.setFont(wordFont());
    painter.setPen(theme.colour(ink));
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, text());
    if (m_isRemovable) {
        ui::icon(QStringLiteral("x"), underMouse() ? Role::Text : Role::TextSecondary)
            .paint(&painter, QRect(width() - Inset - Cross + 2, (height() - Cross) / 2, Cross, Cross));
    }
}

void WordChip::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void WordChip::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace genserve::ui
