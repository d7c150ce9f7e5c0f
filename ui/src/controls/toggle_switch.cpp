#include "toggle_switch.h"

#include <QEasingCurve>
#include <QPainter>

#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int TrackWidth = 32;
constexpr int TrackHeight = 18;
constexpr int Gap = 8;
constexpr double KnobInset = 2;

} // namespace

ToggleSwitch::ToggleSwitch(const QString& text, QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_slide.setStartValue(0.0);
    m_slide.setEndValue(1.0);
    m_slide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_slide, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(this, &QAbstractButton::toggled, this, [this](bool isOn) {
        m_slide.setDuration(isVisible() ? Theme::current().motionMs(u"toggle") : 0);
        m_slide.setDirection(isOn ? QAbstractAnimation::Forward : QAbstractAnimation::Backward);
        m_slide.start();
    });
}

QSize ToggleSwitch::sizeHint() const
{
    const int words = text().isEmpty() ? 0 : Gap + fontMetrics().horizontalAdvance(text());
    return {TrackWidth + 2 + words, std::max(TrackHeight + 4, fontMetrics().height())};
}

void ToggleSwitch::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(1, (height() - TrackHeight) / 2.0, TrackWidth, TrackHeight);
    const Role off = underMouse() && isEnabled() ? Role::ScrollHover : Role::Track;
    const Role on = underMouse() && isEnabled() ? Role::AccentHover : Role::Accent;
    painter.setOpacity(isEnabled() ? 1 : 0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(isChecked() ? on : off));
    painter.drawRoundedRect(track, TrackHeight / 2.0, TrackHeight / 2.0);
    const double knob = TrackHeight - 2 * KnobInset;
    const double place =
        m_slide.state() == QAbstractAnimation::Running ? m_slide.currentValue().toDouble() : (isChecked() ? 1.0 : 0.0);
    const double x = track.left() + KnobInset + place * (TrackWidth - 2 * KnobInset - knob);
    painter.setBrush(theme.colour(Role::OnAccent));
    painter.drawEllipse(QRectF(x, track.top() + KnobInset, knob, knob));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.colour(Role::Focus), 2));
        painter.drawRoundedRect(track, TrackHeight / 2.0, TrackHeight / 2.0);
    }
    painter.setPen(theme.colour(isEnabled() ? Role::Text : Role::TextDisabled));
    painter.drawText(rect().adjusted(TrackWidth + 2 + Gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

void ToggleSwitch::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void ToggleSwitch::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace genserve::ui
