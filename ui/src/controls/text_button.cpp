#include "text_button.h"

#include <QPainter>

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

const char* kindName(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Primary: return "primary";
    case ButtonKind::Ghost: return "ghost";
    case ButtonKind::Link: return "link";
    case ButtonKind::Danger: return "danger";
    case ButtonKind::Normal: break;
    }
    return "normal";
}

bool isFilled(ButtonKind kind) { return kind == ButtonKind::Primary || kind == ButtonKind::Danger; }

} // namespace

TextButton::TextButton(ButtonKind kind, ButtonSize size, QWidget* parent) : QPushButton(parent), m_kind(kind)
{
    setProperty("kind", QLatin1String(kindName(kind)));
    if (size != ButtonSize::Medium) {
        setProperty("metric", size == ButtonSize::Large ? QStringLiteral("large") : QStringLiteral("small"));
    }
    const int side = Theme::current().px(u"control.iconSmall");
    setIconSize({side, side});
    if (kind == ButtonKind::Link) {
        setCursor(Qt::PointingHandCursor);
    }
}

void TextButton::setLabel(const QString& label)
{
    m_label = label;
    showText();
}

void TextButton::setHint(const QString& hint)
{
    m_hint = hint;
    showText();
}

void TextButton::setIconName(const QString& name)
{
    setIcon(isFilled(m_kind) ? ui::icon(name, Role::OnAccent) : ui::icon(name, Role::Text));
    showText();
}

void TextButton::showText()
{
    // Under a style sheet Qt leaves 3 px between icon and text; a thin space adds what is missing.
    const QString gap = icon().isNull() ? QString() : QString(QChar(0x2009));
    setText(m_hint.isEmpty() ? QString(gap % m_label) : QString());
    setAccessibleName(m_label);
}

void TextButton::paintEvent(QPaintEvent* event)
{
    if (m_hint.isEmpty()) {
        QPushButton::paintEvent(event);
        return;
    }
    // Label and hint are centred together, so the label is not left to the style.
    QPushButton::paintEvent(event);
    const Theme& theme = Theme::current();
    QPainter painter(this);
    QFont labelFont = font();
    labelFont.setWeight(QFont::DemiBold);
    QFont hintFont = font();
    hintFont.setPixelSize(theme.px(u"type.caption.px"));
    const int gap = theme.px(u"space.s") + 2;
    const int labelWidth = QFontMetrics(labelFont).horizontalAdvance(m_label);
    const int hintWidth = QFontMetrics(hintFont).horizontalAdvance(m_hint);
    const int left = (width() - labelWidth - gap - hintWidth) / 2;
    const Role on = isFilled(m_kind) ? Role::OnAccent : Role::Text;
    painter.setPen(theme.colour(isEnabled() ? on : Role::TextDisabled));
    painter.setFont(labelFont);
    painter.drawText(QRect(left, 0, labelWidth + 1, height()), Qt::AlignVCenter, m_label);
    painter.setFont(hintFont);
    painter.drawText(QRect(left + labelWidth + gap, 0, hintWidth + 1, height()), Qt::AlignVCenter, m_hint);
}

} // namespace genserve::ui
