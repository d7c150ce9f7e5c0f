#include "text_label.h"

#include <array>

#include <QStyle>

namespace genserve::ui {

QString toneName(Tone tone)
{
    constexpr std::array<const char*, 5> Names{"", "success", "warning", "danger", "accent"};
    return QLatin1String(Names[static_cast<std::size_t>(tone)]);
}

TextLabel::TextLabel(TextStep step, QWidget* parent) : QLabel(parent)
{
    constexpr std::array<const char*, 8> Names{"caption", "small", "body", "label",
                                               "strong",  "title", "page", "figure"};
    setProperty("type", QLatin1String(Names[static_cast<std::size_t>(step)]));
    setTextFormat(Qt::PlainText);
}

void TextLabel::setTone(Tone tone)
{
    const QString name = toneName(tone);
    if (property("tone").toString() != name) {
        setProperty("tone", name);
        style()->unpolish(this);
        style()->polish(this);
    }
}

ElidedLabel::ElidedLabel(TextStep step, QWidget* parent) : TextLabel(step, parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setFullText(const QString& text)
{
    m_text = text;
    updateGeometry();
    elide();
}

QSize ElidedLabel::minimumSizeHint() const { return {0, fontMetrics().height()}; }

QSize ElidedLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()}; }

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    TextLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width());
    setText(shown);
    setToolTip(shown == m_text ? QString() : m_text);
}

} // namespace genserve::ui
