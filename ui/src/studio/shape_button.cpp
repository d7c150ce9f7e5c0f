#include "shape_button.h"

#include <QPainter>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Height = 42, Longest = 16, OutlineCentre = 14, WordTop = 22, WordHeight = 18;
constexpr double FocusEdge = 2; // px; of a checked one, too, whose edge has that colour anyway

} // namespace

ShapeButton::ShapeButton(const QSize& shape, QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setAutoExclusive(true);
    setFixedHeight(Height);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setShape(shape);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ShapeButton::setShape(const QSize& shape)
{
    m_shape = shape;
    setText(QStringLiteral("%1:%2").arg(shape.width()).arg(shape.height()));
    setAccessibleName(text());
    update();
}

QSize ShapeButton::sizeHint() const { return {44, Height}; }

void ShapeButton::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double edge = hasFocus() ? FocusEdge : 1;
    painter.setPen(QPen(theme.colour(isChecked() || hasFocus() ? Role::Focus : Role::Border), edge));
    painter.setBrush(theme.colour(isChecked() ? Role::AccentSubtle : underMouse() ? Role::Hover : Role::Card));
    const double radius = theme.px(u"radius.control");
    painter.drawRoundedRect(QRectF(rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), radius, radius);
    const Role ink = isChecked() ? Role::AccentText : Role::TextSecondary;
    const double scale = static_cast<double>(Longest) / qMax(m_shape.width(), m_shape.height());
    QRectF outline(0, 0, qMax(7.0, m_shape.width() * scale), qMax(7.0, m_shape.height() * scale));
    outline.moveCenter(QPointF(width() / 2.0, OutlineCentre));
    painter.setPen(QPen(theme.colour(ink), theme.tokens().number(u"control.iconStroke")));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(outline, 2, 2);
    QFont word = font();
    word.setPixelSize(theme.px(u"type.caption.px"));
    word.setWeight(QFont::DemiBold);
    painter.setFont(word);
    painter.setPen(theme.colour(ink));
    painter.drawText(QRect(0, WordTop, width(), WordHeight), Qt::AlignCenter, text());
}

} // namespace genserve::ui
